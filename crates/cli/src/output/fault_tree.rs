//! What there is to know of a fault tree, for people and for programs.

use linchpin_reliability::open_psa::Model;
use linchpin_reliability::{Bounds, CutSet, EventId, Importance, Solution};
use serde::Serialize;
use std::fmt::Write;

use super::plain::line;
use super::style::{QUIET, STRONG, WARN, paint};
use crate::failure::{Failure, Result};

/// The version of the JSON.
const FORMAT: u32 = 1;
/// Names in the table of importance take at most this many columns before it is pushed out.
const WIDEST_NAME: usize = 40;

/// A fault tree with its solution, and what of it was asked for.
pub struct Solved<'a> {
    /// What messages call the file.
    pub source: String,
    /// The tree and its names.
    pub model: &'a Model,
    /// What is known of it.
    pub solution: &'a Solution,
    /// Up to which order cut sets are of interest.
    pub max_order: Option<u32>,
    /// The cut sets to list, if any.
    pub listed: Option<Vec<CutSet>>,
    /// How many rows of a table are printed.
    pub limit: usize,
}

impl Solved<'_> {
    fn name(&self, event: EventId) -> &str {
        self.model.events.get(event.0 as usize).map_or("", String::as_str)
    }

    /// How many cut sets there are of each order of interest; nothing beyond 128 bits.
    fn by_order(&self) -> Option<Vec<u128>> {
        let mut counts = self.solution.counts_by_order()?;
        if let Some(most) = self.max_order {
            counts.truncate((most as usize).saturating_add(1));
        }
        Some(counts)
    }

    /// How many cut sets of interest there are; nothing beyond 128 bits. Those of very high orders are
    /// in no list by order, but they count.
    fn count(&self) -> Option<u128> {
        match self.max_order {
            None => self.solution.count(),
            Some(_) => self.by_order().and_then(sum),
        }
    }

    /// Whether every cut set of interest is known.
    fn sets_are_exact(&self) -> bool {
        match (self.solution.known_to_order(), self.max_order) {
            (None, _) => true,
            (Some(known), Some(most)) => known >= most,
            (Some(_), None) => false,
        }
    }

    /// The basic events with their importance, the most important first.
    fn importance(&self) -> Option<Vec<(EventId, Importance)>> {
        let all = self.solution.importance()?.into_iter();
        // A tree has no more events than a 32-bit number counts.
        let mut rows: Vec<(EventId, Importance)> =
            all.enumerate().map(|(index, importance)| (EventId(index as u32), importance)).collect();
        rows.sort_by(|a, b| {
            let by_share = b.1.fussell_vesely.total_cmp(&a.1.fussell_vesely);
            by_share.then(b.1.birnbaum.total_cmp(&a.1.birnbaum)).then_with(|| self.name(a.0).cmp(self.name(b.0)))
        });
        Some(rows)
    }
}

fn sum(counts: Vec<u128>) -> Option<u128> {
    counts.into_iter().try_fold(0u128, |sum, count| sum.checked_add(count))
}

/// The solution in words and tables.
pub fn text(solved: &Solved) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail, here and below.
    let _ = head(&mut out, solved).and_then(|()| sets(&mut out, solved));
    let _ = probability(&mut out, solved).and_then(|()| importance(&mut out, solved));
    let _ = list(&mut out, solved);
    out
}

fn head(out: &mut String, solved: &Solved) -> std::fmt::Result {
    let tree = &solved.model.tree;
    let name = solved.model.name.as_deref().map(|name| format!(" {}", line(name))).unwrap_or_default();
    let (events, gates) = (tree.events().len(), tree.gates());
    let top = line(&solved.model.top);
    writeln!(out, "{}: fault tree{name}, {events} basic events and {gates} gates below {top}", line(&solved.source))?;
    let missing = &solved.model.without_probability;
    if let Some(first) = missing.first() {
        let (note, first) = (paint(WARN, "note:"), line(solved.name(*first)));
        let which = if missing.len() == 1 { first } else { format!("{first} and {} more", missing.len() - 1) };
        writeln!(out, "{note} no probability is given for {which}; 1 is taken for each")?;
    }
    Ok(())
}

fn sets(out: &mut String, solved: &Solved) -> std::fmt::Result {
    let up_to = solved.max_order.map(|order| format!(" of order {order} at most")).unwrap_or_default();
    let label = paint(STRONG, &format!("minimal cut sets{up_to}:"));
    let known = solved.solution.known_to_order().filter(|_| !solved.sets_are_exact());
    match (solved.count(), known) {
        (Some(count), None) => writeln!(out, "\n{label} {count}")?,
        (Some(count), Some(order)) => writeln!(
            out,
            "\n{label} at least {count}; {} the tree is too hard for the limits, so only those up to order {order} are known",
            paint(WARN, "a bound:")
        )?,
        (None, _) => writeln!(out, "\n{label} more than {}", u128::MAX)?,
    }
    for (order, count) in solved.by_order().unwrap_or_default().into_iter().enumerate().filter(|(_, count)| *count > 0)
    {
        writeln!(out, "    {} {count}", paint(QUIET, &format!("order {order:>2}:")))?;
    }
    let listed = solved.by_order().and_then(sum);
    match solved.count().zip(listed).map(|(count, listed)| count.saturating_sub(listed)) {
        Some(more) if more > 0 => writeln!(out, "    {} {more}", paint(QUIET, "of higher orders:")),
        _ => Ok(()),
    }
}

fn probability(out: &mut String, solved: &Solved) -> std::fmt::Result {
    let label = paint(STRONG, &format!("probability of {}:", line(&solved.model.top)));
    let Bounds { low, high } = solved.solution.probability();
    match solved.solution.probability().value() {
        Some(value) => writeln!(out, "\n{label} {}", digits(value)),
        None => writeln!(
            out,
            "\n{label} between {} and {}; {} the tree is too hard for the limits",
            digits(low),
            digits(high),
            paint(WARN, "bounds:")
        ),
    }
}

fn importance(out: &mut String, solved: &Solved) -> std::fmt::Result {
    let Some(rows) = solved.importance() else {
        return writeln!(out, "\nimportance is not known, since the probability is not");
    };
    let shown = &rows[..rows.len().min(solved.limit)];
    let which = if shown.len() < rows.len() { format!(" ({} of {})", shown.len(), rows.len()) } else { String::new() };
    writeln!(out, "\n{}{which}", paint(STRONG, "importance of basic events"))?;
    let names: Vec<String> = shown.iter().map(|(event, _)| line(solved.name(*event))).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).clamp(5, WIDEST_NAME);
    let titles = ["probability", "Birnbaum", "Fussell-Vesely", "risk achievement"].map(|title| format!("{title:>18}"));
    writeln!(out, "    {}", paint(QUIET, &format!("{:width$}{}", "event", titles.concat())))?;
    for ((event, importance), name) in shown.iter().zip(names) {
        let probability = solved.model.tree.events()[event.0 as usize].probability;
        let Importance { birnbaum, fussell_vesely, risk_achievement } = *importance;
        let columns = [probability, birnbaum, fussell_vesely, risk_achievement].map(|value| format!("{value:>18.5e}"));
        writeln!(out, "    {name:width$}{}", columns.concat())?;
    }
    Ok(())
}

fn list(out: &mut String, solved: &Solved) -> std::fmt::Result {
    let Some(sets) = &solved.listed else { return Ok(()) };
    writeln!(out, "\n{} ({} listed)", paint(STRONG, "minimal cut sets"), sets.len())?;
    for set in sets {
        let names: Vec<String> = set.events.iter().map(|event| line(solved.name(*event))).collect();
        writeln!(out, "    {}  {}", digits(set.probability), names.join(" "))?;
    }
    Ok(())
}

/// Ten significant digits.
fn digits(value: f64) -> String {
    format!("{value:.9e}")
}

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    source: &'a str,
    name: Option<&'a str>,
    top: &'a str,
    basic_events: usize,
    gates: usize,
    /// Whether nothing below is a bound.
    exact: bool,
    probability: Probability,
    minimal_cut_sets: Sets,
    without_probability: Vec<&'a str>,
    importance: Option<Vec<Row<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cut_sets: Option<Vec<Set<'a>>>,
}

#[derive(Serialize)]
struct Probability {
    exact: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct Sets {
    exact: bool,
    /// Nothing beyond 128 bits.
    count: Option<u128>,
    by_order: Option<Vec<u128>>,
    max_order: Option<u32>,
    known_to_order: Option<u32>,
}

#[derive(Serialize)]
struct Row<'a> {
    event: &'a str,
    probability: f64,
    birnbaum: f64,
    fussell_vesely: f64,
    risk_achievement: f64,
}

#[derive(Serialize)]
struct Set<'a> {
    events: Vec<&'a str>,
    order: u32,
    probability: f64,
}

/// The solution as JSON. Numbers of cut sets are whole numbers of up to 128 bits.
///
/// # Errors
/// Never, as long as JSON can be written to memory.
pub fn json(solved: &Solved) -> Result<String> {
    let text = serde_json::to_string_pretty(&document(solved));
    let text = text.map_err(|error| Failure::new(format!("the answer cannot be written as JSON: {error}")))?;
    Ok(format!("{text}\n"))
}

fn document<'a>(solved: &'a Solved) -> Document<'a> {
    let (model, bounds) = (solved.model, solved.solution.probability());
    let value = bounds.value();
    let exact = solved.sets_are_exact();
    let row = |(event, importance): (EventId, Importance)| Row {
        event: solved.name(event),
        probability: model.tree.events()[event.0 as usize].probability,
        birnbaum: importance.birnbaum,
        fussell_vesely: importance.fussell_vesely,
        risk_achievement: importance.risk_achievement,
    };
    let names = |events: &[EventId]| -> Vec<&'a str> { events.iter().map(|event| solved.name(*event)).collect() };
    let set = |set: &CutSet| Set { events: names(&set.events), order: set.order, probability: set.probability };
    Document {
        format: FORMAT,
        source: &solved.source,
        name: model.name.as_deref(),
        top: &model.top,
        basic_events: model.tree.events().len(),
        gates: model.tree.gates(),
        exact: exact && value.is_some(),
        probability: Probability { exact: value.is_some(), value, low: bounds.low, high: bounds.high },
        minimal_cut_sets: Sets {
            exact,
            count: solved.count(),
            by_order: solved.by_order(),
            max_order: solved.max_order,
            known_to_order: solved.solution.known_to_order(),
        },
        without_probability: names(&model.without_probability),
        importance: solved.importance().map(|rows| rows.into_iter().map(row).collect()),
        cut_sets: solved.listed.as_ref().map(|sets| sets.iter().map(set).collect()),
    }
}
