//! How expressions are read: places of errors, echo, notations, the Python dialect.

use maloca_calc::{Budget, Dialect, Digits, Kind, Needs, Notation, Question, evaluate};

fn ask(question: Question) -> Result<String, (Kind, usize, usize)> {
    let answer = evaluate(&question, &Budget::default());
    answer.map(|answer| answer.result).map_err(|r| (r.kind, r.position, r.length))
}

fn house(expression: &str) -> Result<String, (Kind, usize, usize)> {
    ask(Question::new(expression).expect("short"))
}

fn comma(expression: &str) -> Result<String, (Kind, usize, usize)> {
    ask(Question::new(expression).expect("short").with_notation(Notation::Comma))
}

fn python(expression: &str) -> Result<String, (Kind, usize, usize)> {
    ask(Question::new(expression).expect("short").with_dialect(Dialect::Python))
}

fn unknown(name: &str, suggestion: Option<&str>) -> Kind {
    Kind::UnknownName { name: name.to_owned(), suggestion: suggestion.map(str::to_owned) }
}

#[test]
fn errors_point_at_their_place_in_characters() {
    let unexpected = |found: &str| Kind::Unexpected { found: found.to_owned() };
    let domain = |function: &str, needs| Kind::Domain { function: function.to_owned(), needs };
    for (expression, kind, position, length) in [
        ("", Kind::Empty, 0, 0),
        ("  ;\n ", Kind::Empty, 0, 0),
        ("1+", Kind::UnexpectedEnd, 2, 0),
        ("(1+2", Kind::Unclosed, 0, 1),
        ("2*(1+max(2,3)", Kind::Unclosed, 2, 1),
        ("1+2)", unexpected(")"), 3, 1),
        ("2 3", unexpected("3"), 2, 1),
        ("1 + * 2", unexpected("×"), 4, 1),
        ("3!!", unexpected("!"), 2, 1),
        ("sin^-1(0.5)", unexpected("-"), 4, 1),
        ("1 $ 2", Kind::UnexpectedCharacter { found: '$' }, 2, 1),
        ("π·ñandú", unknown("ñandú", None), 2, 5),
        ("1+sine(3)", unknown("sine", Some("sin")), 2, 4),
        ("2 + squrt(4)", unknown("squrt", Some("sqrt")), 4, 5),
        ("pi = 3", Kind::ReservedName { name: "pi".to_owned() }, 0, 2),
        ("5 + 1/0", Kind::DivisionByZero, 4, 3),
        ("1 + ln(-2)*3", domain("ln", Needs::Positive), 4, 6),
        ("2 + asin(2)", domain("asin", Needs::WithinOne), 4, 7),
        ("(-8)^(1/3)", domain("^", Needs::WholeExponent), 0, 10),
        ("1 + 2.5!", Kind::NotAnInteger { function: "!".to_owned() }, 4, 4),
        ("(-3)!", domain("!", Needs::NotNegative), 0, 5),
        (
            "1 + atan2(3)",
            Kind::WrongArguments {
                function: "atan2".to_owned(),
                least: 2,
                most: Some(2),
                given: 1,
            },
            4,
            8,
        ),
    ] {
        assert_eq!(house(expression), Err((kind, position, length)), "{expression}");
    }
}

#[test]
fn refusals_say_what_to_do_next() {
    let refused = |text: &str| {
        let question = Question::new(text).expect("short");
        evaluate(&question, &Budget::default()).expect_err("refused").to_string()
    };
    assert_eq!(refused("1+sine(3)"), "unknown name `sine`: did you mean `sin`? (at character 3)");
    assert_eq!(refused("(1+2"), "this bracket is never closed: add `)` (at character 1)");
}

#[test]
fn the_conventions_hold() {
    for (expression, expected) in [
        ("-2^2", "-4"),
        ("2^3^2", "512"),
        ("2^-3", "0.125"),
        ("2^3!", "64"),
        ("-3!", "-6"),
        ("100 + 10%", "110"),
        ("100 - 10%", "90"),
        ("100 * 10%", "10"),
        ("50%", "0.5"),
        ("20% of 50", "10"),
        ("5% + 5%", "0.1"),
        ("100 + (10%)", "100.1"),
        ("10 % 3", "1"),
        ("7 // 2", "3"),
        ("-7 // 2", "-4"),
        ("-7 mod 3", "2"),
        ("2 ** 10", "1024"),
        ("1 000 000 + 1", "1000001"),
        ("1_000.5", "1000.5"),
        ("0xff + 0b11 + 0o17", "273"),
        ("2×3÷4−1", "0.5"),
        ("3² + 2³", "17"),
        ("√16 + ∛27", "7"),
        ("sin² 1 + cos² 1", "1"),
        ("sin 30°", "0.5"),
        ("2 sin 30º", "1"),
        ("sin 2pi", "0"),
        ("x = 3; y = 4; sqrt(x^2+y^2)", "5"),
        ("x = 3\nx^2", "9"),
        ("(1,)", "!"),
        ("0.(3) * 3", "1"),
        ("0.1(6) * 6", "1"),
        ("1 << 10 >> 3", "128"),
        ("6 & 3 | 8", "10"),
        ("6 xor 3", "5"),
        ("round(2.5) + round(-2.5)", "0"),
        ("round(1234.5678, -2)", "1200"),
        ("trunc(-2.7) + frac(-2.5)", "-2.5"),
        ("median(3, 1, 2, 10)", "2.5"),
        ("mean(1, 2, 3)", "2"),
        ("ncr(5, 2) + npr(5, 2)", "30"),
        ("gcd(12, 18, 27) + lcm(4, 6, 10)", "63"),
        ("mod(7, 3) + div(7, 3)", "3"),
        ("SIN(0) + PI - pi", "0"),
    ] {
        let result = house(expression).unwrap_or_else(|_| "!".to_owned());
        assert_eq!(result, expected, "{expression}");
    }
}

#[test]
fn the_echo_shows_implicit_multiplication_and_grouping() {
    for (expression, echo) in [
        ("2pi", "2 × π"),
        ("1/2pi", "(1 / 2) × π"),
        ("-2^2", "-(2^2)"),
        ("2^3^2", "2^(3^2)"),
        ("2^-3", "2^(-3)"),
        ("sin 2pi", "sin(2 × π)"),
        ("sin 2 pi", "sin(2) × π"),
        ("sin^2(x=1)", "!"),
        ("sqrt 16!", "sqrt(16!)"),
        ("a=2;3a(a+1)", "a = 2; 3 × a × (a + 1)"),
        ("100+10%", "100 + 10%"),
        ("10%3", "10 mod 3"),
        ("1+2*3-4", "1 + 2 × 3 - 4"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("5 - -3", "5 - (-3)"),
        ("1 000 000", "1000000"),
        ("6 and 3 or 8", "(6 and 3) or 8"),
        ("2³", "2^3"),
    ] {
        let answer = evaluate(&Question::new(expression).expect("short"), &Budget::default());
        let reading = answer.map_or("!".to_owned(), |answer| answer.reading);
        assert_eq!(reading, echo, "{expression}");
    }
}

#[test]
fn exact_values_are_whole_and_others_have_the_digits_asked_for() {
    for (expression, digits, expected) in [
        ("1/3", 15, "0.333333333333333"),
        ("2/3", 15, "0.666666666666667"),
        ("2/3", 3, "0.667"),
        ("pi", 1, "3"),
        ("1/8", 1, "0.125"),
        ("1/2^60", 15, "8.67361737988403547205962240695953369140625e-19"),
        ("0.1^59", 15, "0.00000000000000000000000000000000000000000000000000000000001"),
        ("0.1^60", 15, "1e-60"),
        ("1/2^300", 15, "4.90909346529773e-91"),
        ("2^200", 3, "1606938044258990275541962092341162602522202993782792835301376"),
        ("pi*10^20", 15, "3.14159265358979e20"),
        ("pi*10^14", 15, "314159265358979"),
        ("pi/10^6", 15, "0.00000314159265358979"),
        ("pi/10^7", 15, "3.14159265358979e-7"),
        ("-1e100/3", 5, "-3.3333e99"),
        ("99999999999999999999.5 + 1/3", 5, "1.0000e20"),
    ] {
        let digits = Digits::new(digits).expect("1 to 1000");
        let question = Question::new(expression).expect("short").with_digits(digits);
        assert_eq!(ask(question).as_deref(), Ok(expected), "{expression}");
    }
    assert!(Digits::new(0).is_err() && Digits::new(1001).is_err());
}

#[test]
fn a_decimal_comma_separates_arguments_by_semicolon() {
    for (expression, expected) in [
        ("0,1+0,2", "0,3"),
        ("1/3", "0,333333333333333"),
        ("max(1,5; 2)", "2"),
        ("1e-70", "1e-70"),
        ("2,5e3", "2500"),
        ("x = 1,5\nx*2", "3"),
    ] {
        assert_eq!(comma(expression).as_deref(), Ok(expected), "{expression}");
    }
    assert!(comma("1.5").is_err());
}

#[test]
fn python_spellings_work_and_nothing_but_arithmetic_does() {
    for (expression, expected) in [
        ("2**10", "1024"),
        ("7//2", "3"),
        ("10%3", "1"),
        ("(1+2)/4", "0.75"),
        ("--5", "5"),
        ("2+3*4", "14"),
        ("-7 // 2", "-4"),
        ("-7 % 3", "2"),
        ("5 % -3", "-1"),
        ("10 % (3)", "1"),
        ("-2**2", "-4"),
        ("2**-1", "0.5"),
        ("2^3", "1"),
        ("6 & 3 | 8", "10"),
        ("1 << 4", "16"),
        ("~5", "-6"),
        ("1_000 + 0x10", "1016"),
        ("0.1+0.2", "0.3"),
        ("1e3", "1000"),
    ] {
        assert_eq!(python(expression).as_deref(), Ok(expected), "{expression}");
    }
    for refused in [
        "__import__('os')",
        "pi",
        "sin(1)",
        "x = 3",
        "5!",
        "2(3)",
        "√4",
        "3²",
        "10%",
        "[1][0]",
        "1 000",
    ] {
        assert!(python(refused).is_err(), "{refused}");
    }
}
