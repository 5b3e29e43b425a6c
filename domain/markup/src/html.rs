//! Markdown as HTML.

use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd,
    TextMergeStream,
};

use crate::autolink::{Part, parts};
use crate::link::{Target, mailbox, target};
use crate::options;

/// How deep elements may lie in each other; what is deeper keeps its words and loses its marks.
const DEEPEST: usize = 24;

/// The HTML of a Markdown text, safe to be put into a page.
///
/// Raw HTML is shown as text, images become links, single line breaks are kept, headings begin at
/// the third level, bare addresses become links, and links to other sites open beside this one.
/// The time is linear in the length of the text.
///
/// ```
/// let html = maloca_markup::html("**hi** <script>");
/// assert_eq!(html, "<p><strong>hi</strong> &lt;script&gt;</p>\n");
/// ```
pub fn html(markdown: &str) -> String {
    let events = TextMergeStream::new(Parser::new_ext(markdown, options()));
    let mut walk = Walk::default();
    let mut html = String::with_capacity(markdown.len() + markdown.len() / 2);
    pulldown_cmark::html::push_html(&mut html, events.flat_map(|event| walk.step(event)));
    html
}

/// What was made of an opening tag, so that its end gets the same.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    /// It was left out.
    Nothing,
    /// It is written by pulldown-cmark.
    Element,
    /// It is our own link.
    Link,
    /// It is our own block of code.
    Code,
}

#[derive(Default)]
struct Walk {
    open: Vec<Opened>,
}

impl Walk {
    /// One event of the parser as the events to be written.
    fn step<'a>(&mut self, event: Event<'a>) -> Vec<Event<'a>> {
        match event {
            Event::Start(tag) => self.start(tag).into_iter().collect(),
            Event::End(tag) => self.end(tag).into_iter().collect(),
            Event::Html(text) | Event::InlineHtml(text) => vec![Event::Text(text)],
            Event::SoftBreak => vec![Event::HardBreak],
            Event::TaskListMarker(done) => vec![Event::Text(if done { "☑ " } else { "☐ " }.into())],
            Event::Text(text) if self.may_link() => linked(text),
            event => vec![event],
        }
    }

    fn start<'a>(&mut self, tag: Tag<'a>) -> Option<Event<'a>> {
        let (opened, event) = self.open(tag);
        self.open.push(opened);
        event
    }

    fn open<'a>(&self, tag: Tag<'a>) -> (Opened, Option<Event<'a>>) {
        if self.open.len() + room(&tag) > DEEPEST {
            return (Opened::Nothing, None);
        }
        match tag {
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.link(LinkType::Inline, &dest_url),
            Tag::CodeBlock(kind) => (Opened::Code, Some(Event::Html(code_tag(&kind).into()))),
            Tag::HtmlBlock => (Opened::Element, Some(Event::Start(Tag::Paragraph))),
            // Alignment would be written as an inline style, which the pages' policy forbids.
            Tag::Table(columns) => {
                let plain = vec![Alignment::None; columns.len()];
                (Opened::Element, Some(Event::Start(Tag::Table(plain))))
            }
            Tag::Heading { level, .. } => {
                let level = lower(level);
                let tag = Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() };
                (Opened::Element, Some(Event::Start(tag)))
            }
            tag => (Opened::Element, Some(Event::Start(tag))),
        }
    }

    /// A link inside a link would end the outer one.
    fn link<'a>(&self, kind: LinkType, address: &str) -> (Opened, Option<Event<'a>>) {
        let target = if kind == LinkType::Email { mailbox(address) } else { target(address) };
        match target {
            Some(target) if !self.open.contains(&Opened::Link) => {
                (Opened::Link, Some(Event::InlineHtml(target.tag().into())))
            }
            _ => (Opened::Nothing, None),
        }
    }

    fn end<'a>(&mut self, tag: TagEnd) -> Option<Event<'a>> {
        match (self.open.pop()?, tag) {
            (Opened::Nothing, _) => None,
            (Opened::Link, _) => Some(Event::InlineHtml("</a>".into())),
            (Opened::Code, _) => Some(Event::Html("</code></pre>\n".into())),
            (Opened::Element, TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
            (Opened::Element, TagEnd::Heading(level)) => {
                Some(Event::End(TagEnd::Heading(lower(level))))
            }
            (Opened::Element, tag) => Some(Event::End(tag)),
        }
    }

    fn may_link(&self) -> bool {
        !self.open.iter().any(|opened| matches!(opened, Opened::Link | Opened::Code))
    }
}

/// How many levels a tag needs with those that must lie in it.
const fn room(tag: &Tag<'_>) -> usize {
    match tag {
        Tag::Table(_) => 4,
        Tag::List(_) => 2,
        _ => 1,
    }
}

/// The page has the first two levels of headings.
const fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

/// A block that may be wider than the page has to be reachable by keyboard to be scrolled.
fn code_tag(kind: &CodeBlockKind<'_>) -> String {
    let info = match kind {
        CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or(""),
        CodeBlockKind::Indented => "",
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.');
    let language: String = info.chars().take(32).filter(|c| is_name(*c)).collect();
    if language.is_empty() {
        r#"<pre tabindex="0"><code>"#.to_owned()
    } else {
        format!(r#"<pre tabindex="0"><code class="language-{language}">"#)
    }
}

/// A text with its addresses as links.
fn linked(text: CowStr<'_>) -> Vec<Event<'_>> {
    if !text.contains("://") {
        return vec![Event::Text(text)];
    }
    let mut events = Vec::new();
    for part in parts(&text) {
        match part {
            Part::Words(words) => events.push(Event::Text(words.to_owned().into())),
            Part::Address(address) => {
                let tag = target(address).map(|target: Target| target.tag());
                let is_link = tag.is_some();
                events.extend(tag.map(|tag| Event::InlineHtml(tag.into())));
                events.push(Event::Text(address.to_owned().into()));
                events.extend(is_link.then(|| Event::InlineHtml("</a>".into())));
            }
        }
    }
    events
}

#[cfg(test)]
mod tests;
