//! The echo: how an expression was read, with implicit multiplication and grouping made visible.

use crate::budget::Meter;
use crate::program::{Binary, Operation, Program, Unary};
use crate::question::Notation;
use crate::refused::Kind;

/// How a fragment is built, which decides where brackets are needed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A number, a name, a call.
    Unit,
    /// A sign before a value.
    Signed,
    /// `5!`, `50%`, `30°`.
    Postfix,
    Binary(Binary),
}

struct Fragment {
    text: String,
    shape: Shape,
}

impl Fragment {
    fn bracketed(mut self, needed: bool) -> String {
        if needed {
            self.text.insert(0, '(');
            self.text.push(')');
        }
        self.text
    }
}

/// Writes a program down.
pub(crate) fn write(
    program: &Program,
    notation: Notation,
    meter: &mut Meter,
) -> Result<String, Kind> {
    let separator = match notation {
        Notation::Point => ", ",
        Notation::Comma => "; ",
    };
    let mut writer = Writer { stack: Vec::new(), done: String::new(), separator };
    for step in &program.steps {
        let longest = writer.stack.last().map_or(0, |fragment| fragment.text.len());
        meter.charge(40 + longest as u64 / 8)?;
        writer.step(&step.operation);
    }
    Ok(writer.finish())
}

struct Writer {
    stack: Vec<Fragment>,
    /// Statements before the last.
    done: String,
    separator: &'static str,
}

impl Writer {
    fn pop(&mut self) -> Fragment {
        self.stack.pop().unwrap_or(Fragment { text: String::new(), shape: Shape::Unit })
    }

    fn push(&mut self, text: String, shape: Shape) {
        self.stack.push(Fragment { text, shape });
    }

    fn step(&mut self, operation: &Operation) {
        match operation {
            Operation::Number(_, spelling) => self.push(spelling.clone(), Shape::Unit),
            Operation::Constant(constant) => self.push(constant.text().to_owned(), Shape::Unit),
            Operation::Variable(name) => self.push(name.clone(), Shape::Unit),
            Operation::Unary(unary) => self.unary(*unary),
            Operation::Binary(binary) => self.binary(*binary),
            Operation::Call(function, given) => self.call(function.text(), *given),
            Operation::Assign(name) => {
                let value = self.pop();
                self.push(format!("{name} = {}", value.text), Shape::Unit);
            }
            Operation::Discard => {
                let statement = self.pop();
                self.done.push_str(&statement.text);
                self.done.push_str("; ");
            }
        }
    }

    fn unary(&mut self, unary: Unary) {
        let operand = self.pop();
        let compound = matches!(operand.shape, Shape::Binary(_) | Shape::Signed);
        match unary {
            Unary::Plus => self.stack.push(operand),
            Unary::Negate => self.push(format!("-{}", operand.bracketed(compound)), Shape::Signed),
            Unary::Not => self.push(format!("~{}", operand.bracketed(compound)), Shape::Signed),
            Unary::Percent => self.postfix(operand, "%"),
            Unary::Factorial => self.postfix(operand, "!"),
            Unary::Degree => self.postfix(operand, "°"),
        }
    }

    fn postfix(&mut self, operand: Fragment, sign: &str) {
        let compound = operand.shape != Shape::Unit;
        let mut text = operand.bracketed(compound);
        text.push_str(sign);
        self.push(text, Shape::Postfix);
    }

    fn binary(&mut self, binary: Binary) {
        let mut right = self.pop();
        if matches!(binary, Binary::AddPercent | Binary::SubtractPercent) {
            self.postfix(right, "%");
            right = self.pop();
        }
        let left = self.pop();
        let (around_left, around_right) = brackets(binary, left.shape, right.shape);
        let mut text = left.bracketed(around_left);
        let blank = if binary == Binary::Power { "" } else { " " };
        for part in [blank, binary.text(), blank] {
            text.push_str(part);
        }
        text.push_str(&right.bracketed(around_right));
        self.push(text, Shape::Binary(binary));
    }

    fn call(&mut self, name: &str, given: usize) {
        let arguments = self.stack.split_off(self.stack.len().saturating_sub(given));
        let mut text = format!("{name}(");
        for (i, argument) in arguments.iter().enumerate() {
            if i > 0 {
                text.push_str(self.separator);
            }
            text.push_str(&argument.text);
        }
        text.push(')');
        self.push(text, Shape::Unit);
    }

    fn finish(mut self) -> String {
        let last = self.pop();
        self.done.push_str(&last.text);
        self.done
    }
}

/// Whether the left and the right operand need brackets for a reader to see the grouping.
fn brackets(binary: Binary, left: Shape, right: Shape) -> (bool, bool) {
    let around_left = match left {
        Shape::Unit | Shape::Postfix => false,
        Shape::Signed => binary == Binary::Power,
        Shape::Binary(inner) => !runs_on(inner, binary),
    };
    let around_right = match right {
        Shape::Unit | Shape::Postfix => false,
        Shape::Signed => true,
        Shape::Binary(inner) => !product_in_sum(inner, binary),
    };
    (around_left, around_right)
}

/// Whether `a inner b outer c` is plain from left to right without brackets.
fn runs_on(inner: Binary, outer: Binary) -> bool {
    let implicit = outer == Binary::Juxtapose && inner != Binary::Juxtapose;
    let same = inner.strength() == outer.strength() && outer != Binary::Power && !implicit;
    same || product_in_sum(inner, outer)
}

/// A product or power within a sum, or a power within a product, is read alike by everybody.
fn product_in_sum(inner: Binary, outer: Binary) -> bool {
    let sum = Binary::Add.strength();
    outer != Binary::Power && inner.strength() > outer.strength() && outer.strength() >= sum
}
