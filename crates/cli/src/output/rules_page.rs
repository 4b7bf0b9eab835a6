//! The rules as the page that findings lead to: one file without anything to fetch.
//!
//! The app shows single sections of it in place, so each is `<section id="RULE">` and nothing is nested in it
//! that ends in `</section>`.

use linchpin_analysis::{Rule, catalogue};
use std::fmt::Write;

use super::rules::{CHAPTERS, place, sections};

/// The page.
pub fn html() -> String {
    let mut out = HEAD.to_owned();
    // Writing to a String cannot fail, here and below.
    for (of, title) in CHAPTERS {
        let _ = write!(out, "<h2>{title}</h2>\n<ul>\n");
        in_chapter(of).for_each(|rule| {
            let _ = writeln!(out, "<li><a href=\"#{id}\">{}</a></li>", escaped(rule.title), id = rule.heading.id);
        });
        out += "</ul>\n";
    }
    for (of, title) in CHAPTERS {
        let _ = writeln!(out, "<h2>{title}</h2>");
        in_chapter(of).for_each(|rule| out += &section(rule));
    }
    out + OWN + "</main>\n"
}

fn in_chapter(of: &str) -> impl Iterator<Item = &'static Rule> {
    catalogue().iter().filter(move |rule| rule.heading.id.starts_with(of))
}

fn section(rule: &Rule) -> String {
    let (id, title) = (rule.heading.id, escaped(rule.title));
    let mut out = format!("<section id=\"{id}\">\n<h3>{title}</h3>\n<p><code>{id}</code> {}</p>\n", place(rule));
    for (heading, said) in sections(rule) {
        let _ = write!(out, "<h4>{heading}</h4>\n<p>{}</p>\n", escaped(said));
    }
    out + "</section>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

const HEAD: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Linchpin: rules</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; padding: 24px 16px 64px; }
main { max-width: 42rem; margin: auto; }
h1 { font-size: 1.6rem; } h2 { margin-top: 2.5rem; } h3 { margin: 2rem 0 0; } h4 { margin: .8rem 0 0; }
section { scroll-margin-top: 16px; } section:target h3 { text-decoration: underline; text-underline-offset: 4px; }
p { margin: .2rem 0 0; }
</style>
<main>
<h1>Rules</h1>
<p>Everything Linchpin looks for, written out from the table the findings come from. A severity can be changed for a
design, or the rule switched off; a single finding can be accepted, with a reason. Both are part of the design and travel
with it.</p>
"#;

/// What is said of findings of rules that are not in the table.
const OWN: &str = r#"<h2>Rules of one's own</h2>
<section id="own">
<h3>A rule of the design's own</h3>
<p><code>own.</code> and the id of the rule</p>
<h4>Why it matters</h4>
<p>Whoever made the design wrote the rule; its text says why, and what helps.</p>
<h4>How it is detected</h4>
<p>Every component that meets the conditions of the rule must meet what it requires. The rules of a design are listed, and
changed, under "Rules of this design".</p>
<h4>When it is a false alarm</h4>
<p>The rule was not meant for this component: narrow its conditions, or accept the finding.</p>
</section>
"#;
