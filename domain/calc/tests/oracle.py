"""Writes oracle.tsv: expressions and their values to 70 significant digits, by mpmath.

Run `python3 oracle.py > oracle.tsv` in this folder with PyPI's mpmath (1.3.0 made the file that is
committed). Each row is evaluated with 1,200 and with 2,500 digits; both must agree.
"""

import mpmath
from mpmath import mp, mpf

ARGUMENTS = ["0.001", "0.1", "1/3", "0.5", "0.7", "1", "1.234", "2", "3", "10", "22/7", "100"]
INSIDE = ["1e-20", "0.001", "0.1", "1/3", "0.5", "0.7", "0.99", "0.999999999999"]
EVERYWHERE = ["sin", "cos", "tan", "sinh", "cosh", "tanh", "asinh", "atan", "exp"]
POSITIVE = ["ln", "log2", "log10", "sqrt", "cbrt"]
POWERS = [
    ("2", "0.123456789"), ("2", "1/2"), ("3", "1/3"), ("10", "0.3"), ("1.5", "2.5"),
    ("7", "-1/2"), ("0.1", "0.1"), ("12345", "0.0001"), ("2", "100.5"), ("1e10", "1/7"),
    ("pi", "e"), ("e", "pi"), ("pi", "2"), ("pi", "-3"), ("e", "1/2"), ("sqrt(2)", "sqrt(2)"),
    ("sqrt(2)", "3"), ("ln(2)", "ln(3)"), ("phi", "7"), ("2", "pi"), ("(1+sqrt(3))", "5"),
]
OTHERS = [
    "pi", "e", "phi", "tau", "pi/7", "pi^2/6", "e+pi", "e*pi", "e-pi", "pi/e", "1/7", "22/7-pi",
    "sin(10^10)", "sin(10^100)", "cos(10^1000)", "tan(10^50)", "sin(1e-50)", "tan(1.5707963267)",
    "sinh(1e-30)", "tanh(1e-25)", "tanh(30)", "cosh(1e-10)", "sinh(1000)", "exp(-1000)",
    "exp(1e-40)", "ln(1e-40)", "ln(1+1e-40)", "ln(2^1000+1)", "ln(10^500)", "log2(3*2^2048)",
    "exp(pi*sqrt(163))", "exp(pi*sqrt(163))-262537412640768744", "sqrt(2)+sqrt(3)-sqrt(5)",
    "sqrt(10^40+1)-10^20", "cos(pi/7)", "sin(pi/5)", "tan(pi/12)", "cos(pi/5)", "sin(30*pi/180)",
    "atan(10^30)", "atan(1e-30)", "asin(1-1e-30)", "acos(1-1e-30)", "acos(-0.999)", "acosh(1+1e-20)",
    "acosh(100)", "atanh(1-1e-30)", "asinh(1e-30)", "asinh(-5)", "atan(2-sqrt(3))", "ln(ln(10))",
    "exp(exp(2))", "exp(-exp(3))", "sin(sin(sin(1)))", "cos(cos(cos(1)))", "ln(pi)", "ln(phi)",
    "sqrt(sqrt(2)+1)", "cbrt(2)+cbrt(3)", "1/(1+sqrt(2)+sqrt(3))", "1/(sqrt(2)+pi)",
    "sin(1)/cos(1)-tan(1)+1", "sin(2)-2*sin(1)*cos(1)+e", "(1+1/10^6)^(10^6)", "1e100/3", "1e-100/3",
    "2/3*pi^3", "100!/e", "sqrt(100!)", "ln(100!)", "10^10*sin(1e-10)", "sin(355)", "cos(11)",
    "tan(11)", "sin(22)", "exp(0.1)-1-0.1", "ln(1.1)/0.1", "(exp(1e-8)-1)/1e-8",
    "(1-cos(1e-9))/1e-18", "atan2(1, 3)", "atan2(-1, -3)", "hypot(1, 2)", "log(5, 3)",
    "log(0.3, 7)", "root(5, 7)", "root(-5, 7)", "sec(1)", "csc(1)", "cot(1)", "sin(1)^2", "cos(1)^3",
    "sin(1)^5*cos(1)^2", "e^2*e^0.5", "2^0.5*2^0.25", "ln(2)/ln(3)", "ln(2)*ln(3)", "pi*ln(2)",
    "3^(1/3)*9^(1/5)", "exp(ln(2)/3)", "exp(2*ln(3)/5)", "sqrt(pi)", "cbrt(e)", "5/9*(100.4-32)*pi",
]


def environment():
    """The names of the expressions, as mpmath computes them at the present precision."""
    return {
        "sin": mp.sin, "cos": mp.cos, "tan": mp.tan, "asin": mp.asin, "acos": mp.acos,
        "atan": mp.atan, "atan2": mp.atan2, "sinh": mp.sinh, "cosh": mp.cosh, "tanh": mp.tanh,
        "asinh": mp.asinh, "acosh": mp.acosh, "atanh": mp.atanh, "exp": mp.exp, "ln": mp.ln,
        "log2": lambda x: mp.ln(x) / mp.ln(2), "log10": mp.log10, "log": lambda x, b: mp.ln(x) / mp.ln(b),
        "sqrt": mp.sqrt, "cbrt": lambda x: root(x, 3), "root": root, "hypot": mp.hypot, "sec": mp.sec,
        "csc": mp.csc, "cot": mp.cot, "fac": mp.factorial, "mpf": mpf, "pi": +mp.pi, "e": +mp.e,
        "tau": 2 * mp.pi, "phi": +mp.phi,
    }


def root(x, n):
    return -mp.root(-x, n) if x < 0 else mp.root(x, n)


def evaluate(expression):
    """The value, with every number read exactly and every operation rounded at the present precision."""
    import re

    text = expression.replace("100!", "fac(100)").replace("^", "**")
    text = re.sub(r"(?<![\w.])(\d+\.?\d*(?:e[+-]?\d+)?)(?![\w.(])", r"mpf('\1')", text)
    return eval(text, environment())  # the expressions are those above


def rows():
    for function in EVERYWHERE:
        yield from (f"{function}({x})" for x in ARGUMENTS)
    for function in POSITIVE:
        yield from (f"{function}({x})" for x in ARGUMENTS if x != "1")
    for function in ["asin", "acos", "atanh"]:
        yield from (f"{function}({x})" for x in INSIDE)
    yield from (f"acosh({x})" for x in ["1.000001", "1.234", "2", "10", "12345.678"])
    yield from (f"{base}^({exponent})" for base, exponent in POWERS)
    yield from OTHERS


def main():
    for expression in rows():
        mp.dps = 1200
        low = evaluate(expression)
        mp.dps = 2500
        high = evaluate(expression)
        mp.dps = 100
        assert abs(low - high) <= abs(high) * mpf(10) ** -90, expression
        print(f"{expression}\t{mpmath.nstr(high, 70, strip_zeros=False, min_fixed=-10**9, max_fixed=-10**9)}")


if __name__ == "__main__":
    main()
