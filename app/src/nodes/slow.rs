//! Why a file comes slowly, or not at all.

use super::wire::{Pace, Phase, Transfer};

/// A reason that people can understand, and wait for or act on. Counts are of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slow {
    /// Nobody who has it is connected.
    NobodyReached,
    /// Nobody sends, and those who could rest for a moment.
    AllRest,
    /// There is but one who sends.
    OneSource,
    /// So many were silent, and rest.
    Rest(usize),
    /// So many sent something else.
    Banned(usize),
    /// So many that have it are not connected.
    Away(usize),
}

/// What holds a transfer up, the weightiest first; nothing for one that has ended.
pub(super) fn reasons(transfer: &Transfer) -> Vec<Slow> {
    let count = |pace| transfer.sources.iter().filter(|source| source.pace == pace).count();
    let (sending, resting) = (count(Pace::Sending), count(Pace::Resting));
    let mut reasons = match transfer.phase {
        Phase::Waiting => vec![Slow::NobodyReached],
        Phase::Fetching if sending == 0 && resting > 0 => vec![Slow::AllRest],
        Phase::Fetching if sending == 1 && count(Pace::Idle) == 0 => vec![Slow::OneSource],
        Phase::Fetching => Vec::new(),
        Phase::Done | Phase::Failed(_) | Phase::Cancelled => return Vec::new(),
    };
    let counted = [(Pace::Banned, Slow::Banned as fn(usize) -> Slow), (Pace::Away, Slow::Away)];
    if resting > 0 && sending > 0 {
        reasons.push(Slow::Rest(resting));
    }
    for (pace, reason) in counted {
        let many = count(pace);
        if many > 0 && !(pace == Pace::Away && transfer.phase == Phase::Waiting) {
            reasons.push(reason(many));
        }
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::super::wire::Source;
    use super::*;

    fn transfer(phase: Phase, paces: &[Pace]) -> Transfer {
        let source = |pace: &Pace| Source { node: String::new(), pace: *pace, rate: 1, sent: 1 };
        let sources = paces.iter().map(source).collect();
        let to = "film.mp4".parse().unwrap();
        Transfer { id: 1, to, size: 10, held: 1, phase, rate: 1, sources }
    }

    #[test]
    fn a_transfer_with_many_senders_is_not_called_slow() {
        let many = transfer(Phase::Fetching, &[Pace::Sending, Pace::Sending, Pace::Idle]);
        assert_eq!(reasons(&many), []);
    }

    #[test]
    fn what_holds_a_transfer_up_is_told_weightiest_first() {
        use Pace::{Away, Banned, Resting, Sending};
        let waits = transfer(Phase::Waiting, &[Away, Away]);
        assert_eq!(reasons(&waits), [Slow::NobodyReached]);
        let silent = transfer(Phase::Fetching, &[Resting, Resting, Banned]);
        assert_eq!(reasons(&silent), [Slow::AllRest, Slow::Banned(1)]);
        let one = transfer(Phase::Fetching, &[Sending, Resting, Away, Away]);
        assert_eq!(reasons(&one), [Slow::OneSource, Slow::Rest(1), Slow::Away(2)]);
    }

    #[test]
    fn what_has_ended_has_nothing_to_wait_for() {
        assert_eq!(reasons(&transfer(Phase::Done, &[Pace::Banned])), []);
        assert_eq!(reasons(&transfer(Phase::Cancelled, &[Pace::Away])), []);
    }
}
