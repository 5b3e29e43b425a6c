//! The calculator as the doors use it, against oracles, a corpus of eight other calculators, hostile
//! input and the laws of arithmetic.

#[cfg(test)]
mod acceptance {
    mod corpus;
    mod decimal;
    mod evil;
    mod identities;
    mod language;
    mod oracle;
    mod same;
    mod scoring;
    mod session;
    mod strings;
}
