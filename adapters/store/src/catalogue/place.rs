//! Where a line is: numbers of lines and of the blocks that they are searched in.

/// How many bits of a line's number are its place in its log.
const SEQ_BITS: u32 = 28;
/// How many bits of that are its place in its block.
const BLOCK_BITS: u32 = 14;
/// How many lines a block has.
pub(super) const BLOCK: usize = 1 << BLOCK_BITS;
/// How many logs there can be at once: all keys stay below 2^63.
pub(super) const MAX_LOGS: i64 = 4_096;
/// The last place that a log can have.
pub(super) const MAX_SEQ: u64 = (1 << SEQ_BITS) - 1;

/// The number of a line.
pub(super) const fn line(log: i64, seq: u64) -> i64 {
    log << SEQ_BITS | (seq & MAX_SEQ).cast_signed()
}

/// The place of a line in its log.
pub(super) const fn seq(line: i64) -> u64 {
    line.cast_unsigned() & MAX_SEQ
}

/// The block of a line.
pub(super) const fn block(line: i64) -> i64 {
    line >> BLOCK_BITS
}

/// The place of a line in its block.
pub(super) const fn offset(line: i64) -> u16 {
    (line & (BLOCK as i64 - 1)) as u16
}

/// The line at a place of a block.
pub(super) const fn at(block: i64, offset: u16) -> i64 {
    block << BLOCK_BITS | offset as i64
}

/// The key of a piece of text in a block.
pub(super) const fn key(block: i64, piece: u32) -> i64 {
    block << 32 | piece as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_of_the_last_log_has_a_place() {
        let last = line(MAX_LOGS, MAX_SEQ);
        assert_eq!(seq(last), MAX_SEQ);
        assert_eq!(at(block(last), offset(last)), last);
        assert!(key(block(last), u32::MAX) > 0);
    }
}
