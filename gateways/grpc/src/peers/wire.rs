//! The logs' values as messages of the contract, and back.

use maloca_fault::Fault;
use maloca_nodes::catalogue::{self, BadPage, LogId, MAX_LINES};
use maloca_nodes::id::BadId;
use maloca_nodes::members::MAX_MEMBERS;
use maloca_nodes::{GroupId, Signature};
use tonic::Status;

use super::follow::Step;
use super::known::Known;
use crate::contract::v1::line::Change as What;
use crate::contract::v1::news::News as Heard;
use crate::contract::v1::{
    Change, Gone, Head, Kept, Line, Mark, Marks, News, Page, PageRefusal, Shared,
};
use crate::files::{hash, path};
use crate::status::status;

fn log(node: &str, began: u64) -> Result<LogId, Status> {
    let wrong = |bad: BadId| Status::invalid_argument(bad.to_string());
    Ok(LogId { node: node.parse().map_err(wrong)?, began })
}

/// How far a caller says that it knows the logs.
pub(super) fn known(marks: Vec<Mark>) -> Result<Known, Status> {
    if marks.len() > MAX_MEMBERS {
        let text = format!("a group has at most {MAX_MEMBERS} nodes, each with one log");
        return Err(Status::invalid_argument(text));
    }
    let known = Known::default();
    for mark in marks {
        known.learn(log(&mark.node, mark.began)?, mark.seq);
    }
    Ok(known)
}

pub(super) fn marks(group: GroupId, marks: &[catalogue::Mark]) -> Marks {
    Marks { group: group.to_string(), marks: marks.iter().map(mark).collect() }
}

pub(super) fn mark(mark: &catalogue::Mark) -> Mark {
    place(mark.log, mark.seq)
}

fn place(log: LogId, seq: u64) -> Mark {
    Mark { node: log.node.to_string(), began: log.began, seq }
}

/// A step as what a subscriber hears of it.
pub(super) fn news(step: Step) -> Vec<News> {
    match step {
        Step::Began(log, after) => vec![heard(Heard::Began(place(log, after)))],
        Step::Page(page) => changes(page).map(|change| heard(Heard::Change(change))).collect(),
    }
}

const fn heard(news: Heard) -> News {
    News { news: Some(news) }
}

fn changes(page: catalogue::Page) -> impl Iterator<Item = Change> {
    let catalogue::Head { log, seq, .. } = page.head;
    let before = seq.saturating_sub(page.lines.len() as u64);
    let node = log.node.to_string();
    (before + 1..).zip(page.lines).map(move |(seq, written)| Change {
        node: node.clone(),
        began: log.began,
        seq,
        line: Some(line(written)),
    })
}

pub(super) fn page(page: catalogue::Page) -> Page {
    let catalogue::Head { log, seq, chain, signature } = page.head;
    let head = Head {
        node: log.node.to_string(),
        began: log.began,
        seq,
        chain: chain.to_string(),
        signature: signature.0.to_vec(),
    };
    Page { lines: page.lines.into_iter().map(line).collect(), head: Some(head) }
}

fn line(line: catalogue::Line) -> Line {
    let change = match line.change {
        catalogue::Change::Shared { hash, size, modified } => {
            What::Shared(Shared { blake3: hash.to_string(), size, modified })
        }
        catalogue::Change::Gone => What::Gone(Gone {}),
        catalogue::Change::Kept { copies } => What::Kept(Kept { copies: copies.into() }),
    };
    Line { path: line.path.to_string(), change: Some(change) }
}

/// A page as somebody sent it. Whether it is believed is another question.
pub(super) fn read_page(page: Page) -> Result<catalogue::Page, Status> {
    if page.lines.len() > MAX_LINES {
        return Err(status(Fault::Refused(BadPage::TooLong)));
    }
    let head = page.head.ok_or_else(|| Status::invalid_argument("a page ends with its head"))?;
    let lines = page.lines.into_iter().map(read_line).collect::<Result<_, _>>()?;
    Ok(catalogue::Page { lines, head: read_head(&head)? })
}

fn read_head(head: &Head) -> Result<catalogue::Head, Status> {
    let log = log(&head.node, head.began)?;
    let unsigned = |_| Status::invalid_argument("a signature has 64 bytes");
    let signature = Signature(head.signature.as_slice().try_into().map_err(unsigned)?);
    Ok(catalogue::Head { log, seq: head.seq, chain: hash(&head.chain)?, signature })
}

fn read_line(line: Line) -> Result<catalogue::Line, Status> {
    let change = match line.change {
        Some(What::Shared(Shared { blake3, size, modified })) => {
            catalogue::Change::Shared { hash: hash(&blake3)?, size, modified }
        }
        Some(What::Gone(Gone {})) => catalogue::Change::Gone,
        Some(What::Kept(Kept { copies })) => catalogue::Change::Kept {
            copies: copies
                .try_into()
                .map_err(|_| Status::invalid_argument("at most 255 copies are kept"))?,
        },
        None => return Err(Status::invalid_argument("a line says `shared`, `gone` or `kept`")),
    };
    Ok(catalogue::Line { path: path(&line.path)?, change })
}

/// The end of a page, as it was sent.
pub(super) fn end(page: &Page) -> Option<Mark> {
    let head = page.head.as_ref()?;
    Some(Mark { node: head.node.clone(), began: head.began, seq: head.seq })
}

pub(super) fn refusal(head: Option<Mark>, refused: &Status) -> PageRefusal {
    PageRefusal { head, reason: refused.message().to_owned(), code: refused.code() as i32 }
}
