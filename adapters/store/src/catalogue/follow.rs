//! Taking in a page of another node's log.

use async_trait::async_trait;
use maloca_nodes::GroupId;
use maloca_nodes::catalogue::{BadPage, Mark, Page};
use sqlx::SqliteConnection;

use super::log::Log;
use super::{MAX_FILES, MAX_LOG, MAX_TEXT, Shelves, keeps, lines, log, page};
use crate::incident::busy;
use crate::writer::{Answer, Desk, Work};

/// A page that waits to be followed.
pub(super) struct Follow {
    pub(super) shelves: Shelves,
    pub(super) page: Page,
}

/// What became of a page: how far the log is known then or why not, and whether something was dropped.
pub(super) type Outcome = (Result<Mark, BadPage>, bool);

#[async_trait]
impl Work for Follow {
    type Done = Outcome;
    type Reason = BadPage;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        let conn = &mut *desk.conn;
        let known = log::find(conn, self.page.head.log.node).await?;
        let group = page::group(conn).await?;
        match (self.judge(known.as_ref(), group), known) {
            (Ok(next), known) => self.take(conn, known, next).await,
            (Err(BadPage::Forked), Some(known)) => mistrust(conn, &known).await.map(Ok),
            (Err(bad), _) => Ok(Ok((Err(bad), false))),
        }
    }

    fn committed(&self, (mark, _): &Outcome) {
        if mark.is_ok() && !self.page.lines.is_empty() {
            self.shelves.ring();
        }
    }
}

impl Follow {
    /// How far the log goes with this page, if it is believed.
    fn judge(&self, known: Option<&Log>, group: Option<GroupId>) -> Result<Mark, BadPage> {
        let log = self.page.head.log;
        let group = group.filter(|_| log.node != self.shelves.node());
        let group = group.ok_or(BadPage::OtherLog)?;
        if known.is_some_and(|known| known.forked && known.mark.log.began >= log.began) {
            return Err(BadPage::Forked);
        }
        let mut mark = known.map_or_else(|| Mark::start(log), |known| known.mark);
        mark.follow(group, &self.page).map(|()| mark)
    }

    async fn take(
        &self,
        conn: &mut SqliteConnection,
        known: Option<Log>,
        next: Mark,
    ) -> Result<Answer<Self>, sqlx::Error> {
        let (old, current) = match known {
            Some(known) if known.mark.log == next.log => (None, Some(known)),
            known => (known, None),
        };
        if let Some(old) = &old {
            log::drop_one(conn, old).await?;
        }
        let log = match current {
            Some(log) => Some(log),
            None => log::begin(conn, Mark::start(next.log), false).await?,
        };
        let Some(log) = log else { return Ok(Err(busy())) };
        let mark = self.put(conn, log, next).await?;
        Ok(Ok((mark, old.is_some())))
    }

    async fn put(
        &self,
        conn: &mut SqliteConnection,
        mut log: Log,
        next: Mark,
    ) -> Result<Result<Mark, BadPage>, sqlx::Error> {
        let Page { lines, head } = &self.page;
        if lines.is_empty() {
            return Ok(Ok(next));
        }
        let holding = lines::holding(conn, log.number, lines).await?;
        let is_full = is_too_much(&log, lines.len() as u64, holding.len() as u64);
        if is_full || keeps::are_too_many(conn, log.number, lines).await? {
            return Ok(Err(BadPage::TooMuch));
        }
        lines::append(conn, &mut log, lines, &holding, (next, Some(head.signature))).await?;
        Ok(Ok(next))
    }
}

/// Whether a log has too much with so many more lines, so many of them of files that it shares already.
const fn is_too_much(log: &Log, new: u64, known: u64) -> bool {
    let files = log.files.saturating_add(new).saturating_sub(known);
    log.mark.seq + new > MAX_LOG || files > MAX_FILES || log.text > MAX_TEXT
}

/// What the node shared is not listed any more.
async fn mistrust(conn: &mut SqliteConnection, known: &Log) -> Result<Outcome, sqlx::Error> {
    if !known.forked {
        log::mistrust(conn, known).await?;
    }
    Ok((Err(BadPage::Forked), !known.forked))
}

#[cfg(test)]
mod tests {
    use maloca_nodes::NodeId;
    use maloca_nodes::catalogue::LogId;

    use super::*;

    fn log(seq: u64, files: u64, text: u64) -> Log {
        let start = Mark::start(LogId { node: NodeId([1; 32]), began: 1 });
        let mark = Mark { seq, ..start };
        Log { number: 1, own: false, forked: false, mark, files, bytes: 0, text }
    }

    #[test]
    fn an_endless_log_is_followed_to_its_bounds_and_no_further() {
        assert!(!is_too_much(&log(MAX_LOG - 9, MAX_FILES - 9, MAX_TEXT), 9, 0));
        assert!(is_too_much(&log(MAX_LOG - 8, 0, 0), 9, 0));
        assert!(is_too_much(&log(0, MAX_FILES - 8, 0), 9, 0));
        assert!(!is_too_much(&log(0, MAX_FILES - 8, 0), 9, 1));
        assert!(is_too_much(&log(0, 0, MAX_TEXT + 1), 9, 0));
    }
}
