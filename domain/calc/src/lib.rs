//! An exact calculator that prints only proven digits, within a budget.
