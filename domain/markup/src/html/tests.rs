use std::collections::{HashMap, HashSet};

use proptest::prelude::*;

use super::*;

/// A cleaner that knows nothing of Markdown and lets through exactly what we write.
fn cleaned(html: &str) -> String {
    let tags = "p br strong em del a code pre blockquote ul ol li hr h3 h4 h5 h6 table thead tbody tr th td";
    let mut attributes = HashMap::new();
    attributes.insert("a", HashSet::from(["href", "rel", "target"]));
    attributes.insert("code", HashSet::from(["class"]));
    attributes.insert("pre", HashSet::from(["tabindex"]));
    attributes.insert("ol", HashSet::from(["start"]));
    ammonia::Builder::new()
        .tags(tags.split(' ').collect())
        .generic_attributes(HashSet::new())
        .tag_attributes(attributes)
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(None)
        .clean(html)
        .to_string()
}

/// The same HTML as a browser's parser would write it.
fn normal(html: &str) -> String {
    html.replace("<br />", "<br>")
        .replace("<hr />", "<hr>")
        .replace("&quot;", "\"")
        .replace('\u{a0}', "&nbsp;")
        .replace('\r', "\n")
}

/// The HTML without its addresses, and the addresses. The cleaner drops those that are no URLs
/// (`https://e.org:x`), which are harmless and stay in ours.
fn apart(html: &str) -> (String, Vec<String>) {
    let mut pieces = html.split(" href=\"");
    let mut rest = pieces.next().unwrap_or_default().to_owned();
    let mut addresses = Vec::new();
    for piece in pieces {
        let (address, after) = piece.split_once('"').unwrap();
        addresses.push(address.to_owned());
        rest.push_str(after);
    }
    (rest, addresses)
}

fn is_harmless(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    let known = ["http:", "https:", "mailto:"];
    let path = address.split(['/', '?', '#']).next().unwrap();
    known.iter().any(|scheme| address.starts_with(scheme))
        || (!path.contains(':') && !address.starts_with("//"))
}

#[track_caller]
fn is_clean(markdown: &str) {
    let html = html(markdown);
    let (ours, addresses) = apart(&normal(&html));
    assert_eq!(apart(&cleaned(&html)).0, ours, "{markdown:?}");
    assert!(addresses.iter().all(|address| is_harmless(address)), "{addresses:?}");
}

#[test]
fn what_people_write_looks_as_they_mean_it() {
    for (markdown, expected) in [
        ("a\nb", "<p>a<br />\nb</p>\n"),
        ("~~no~~ **yes**", "<p><del>no</del> <strong>yes</strong></p>\n"),
        ("# T", "<h3>T</h3>\n"),
        ("- [x] a", "<ul>\n<li>☑ a</li>\n</ul>\n"),
        (
            "```rust\nfn x\n```",
            "<pre tabindex=\"0\"><code class=\"language-rust\">fn x\n</code></pre>\n",
        ),
        (
            "a | b\n-|-:\n1 | 2",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>\n<tr><td>1</td><td>2</td></tr>\n</tbody></table>\n",
        ),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>x</p>\n"),
    ] {
        assert_eq!(html(markdown), expected, "{markdown}");
    }
}

#[test]
fn addresses_become_links_once() {
    let link = |text: &str| {
        format!(
            "<a href=\"https://e.org/a_b\" rel=\"nofollow noopener noreferrer ugc\" target=\"_blank\">{text}</a>"
        )
    };
    assert_eq!(
        html("see https://e.org/a_b."),
        format!("<p>see {}.</p>\n", link("https://e.org/a_b"))
    );
    assert_eq!(html("<https://e.org/a_b>"), format!("<p>{}</p>\n", link("https://e.org/a_b")));
    assert_eq!(html("![cat](https://e.org/a_b)"), format!("<p>{}</p>\n", link("cat")));
    assert_eq!(html("[![cat](x.png)](https://e.org/a_b)"), format!("<p>{}</p>\n", link("cat")));
    assert_eq!(html("`https://e.org`"), "<p><code>https://e.org</code></p>\n");
    assert!(html("<me@e.org>").contains("href=\"mailto:me@e.org\""));
}

#[test]
fn nothing_that_runs_survives() {
    for soup in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](java&#115;cript:alert(1))",
        "[x](&#x1;javascript:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x]: javascript:alert(1)\n\n[x]",
        "![x](data:text/html;base64,PHN2Zz4=)",
        "[x](//evil.example)",
        "[x](https://e.org \"onclick='y'\")",
        "```\"><script>\nx\n```",
        "<a href=\"https://e.org\" onclick=x>\n\ny</a>",
        "https://e.org/\"onmouseover=\"x",
        "<!-- --><svg/onload=alert(1)>",
    ] {
        is_clean(soup);
        let html = html(soup).replace("&lt;", "‹");
        for evil in ["<script", "<img", "<svg", "href=\"java", "href=\"data", "href=\"//"] {
            assert!(!html.contains(evil), "{soup}: {html}");
        }
    }
}

#[test]
fn pathological_texts_stay_small_and_shallow() {
    for unit in [
        ">", "[", "*a_", "- ", "![", "`", "<", "~~", "&#", "| ", "[a](", "1. ", "***", "\\",
        "> - ", "__a*",
    ] {
        let text = unit.repeat(16 * 1024 / unit.len());
        let html = html(&text);
        assert!(html.len() < 40 * text.len(), "{unit}: {}", html.len());
        assert!(depth(&html) <= DEEPEST + 2, "{unit}");
        is_clean(&text);
    }
    let links = format!("[a]: https://e.org/{}\n\n{}", "x".repeat(8000), "[a] ".repeat(2000));
    assert!(html(&links).len() < 2_000_000);
}

fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in
        html.split('<').skip(1).filter(|tag| !tag.starts_with("br") && !tag.starts_with("hr"))
    {
        depth = if tag.starts_with('/') { depth - 1 } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_cleaner_finds_nothing_to_clean(soup in r##"(\[|\]|\(|\)|<|>|!|\*|_|~~|`|```|\n|\n\n|  |- |1\. |> |\||-\||#|&#106;|&lt;|:|/|"|'|=|\\|a|b|javascript:|https://e\.org|data:|<script|</|onload=|<img src=|ñ|\t|&|x@e\.org){0,40}"##) {
        is_clean(&soup);
    }

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,200}") {
        is_clean(&text);
        crate::plain(&text);
    }
}
