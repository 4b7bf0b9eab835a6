//! What helps, what was done, and plans, for people and for programs.

use linchpin_analysis::Finding;
use linchpin_document::Design;
use linchpin_fixes::{Candidate, Criterion, Figures, Fix, Gap, Plan, Proof};
use serde_json::{Value as Json, json};
use std::fmt::Write;

use super::checked::severity;
use super::plain::{line, multiple};
use super::style::{self, GOOD, QUIET, STRONG, paint};
use crate::input::DesignInput;

/// The version of the form of JSON.
const FORMAT: u32 = 1;

/// What a run of `fix` came to.
pub enum Told {
    /// What helps against what.
    Offers(Vec<Offered>),
    /// What was done.
    Applied {
        /// The figures of the design as it was.
        before: Figures,
        /// The figures now.
        after: Figures,
        /// In this order.
        applied: Vec<Applied>,
        /// What nothing offered helps against.
        left: Vec<Finding>,
    },
    /// The cheapest way to all targets.
    Plan(Plan),
}

/// A finding with what helps.
pub struct Offered {
    pub finding: Finding,
    pub fixes: Vec<Fix>,
}

/// A finding with what was done about it.
pub struct Applied {
    pub finding: Finding,
    pub fix: Fix,
}

impl Told {
    /// Whether something could not be done.
    pub fn leaves_something(&self) -> bool {
        match self {
            Self::Offers(_) => false,
            Self::Applied { left, .. } => !left.is_empty(),
            Self::Plan(plan) => !plan.meets_all(),
        }
    }
}

/// For people.
pub fn text(input: &DesignInput, after: &Design, told: &Told) -> String {
    // Writing to a String cannot fail, here and below.
    let mut out = String::new();
    match told {
        Told::Offers(offered) => {
            offered.iter().for_each(|one| offers(&mut out, one));
            let helped = offered.iter().filter(|one| !one.fixes.is_empty()).count();
            let _ = writeln!(
                out,
                "{}: {helped} of {} findings can be fixed here",
                line(&input.origin.name()),
                offered.len()
            );
        }
        Told::Applied { before, after, applied, left } => {
            for Applied { finding, fix } in applied {
                let _ = writeln!(out, "{} {}: {}", paint(GOOD, "fixed"), heading(finding), line(&fix.title));
            }
            for finding in left {
                let _ = writeln!(out, "{} {}", paint(style::of(finding.severity), "left"), heading(finding));
            }
            let _ = writeln!(out, "{}: {}", line(&input.origin.name()), change(before, after));
        }
        Told::Plan(found) => plan(&mut out, input, after, found),
    }
    out
}

fn heading(finding: &Finding) -> String {
    format!("{}: {}", finding.rule, paint(STRONG, &line(&finding.title)))
}

fn offers(out: &mut String, offered: &Offered) {
    let severity = paint(style::of(offered.finding.severity), severity(offered.finding.severity));
    let _ = writeln!(out, "{severity} {}", heading(&offered.finding));
    for fix in &offered.fixes {
        let _ = writeln!(out, "    {} {}", paint(QUIET, &format!("{}:", fix.remedy.id())), line(&fix.title));
    }
}

/// "single points 3 -> 0, breaks at 1.2x -> 2.4x, instances 3 -> 6".
fn change(before: &Figures, after: &Figures) -> String {
    let points = |of: &Figures| Some((of.single_points.total + of.single_points.partial).to_string());
    let shown = [
        ("single points", points(before), points(after)),
        ("available", before.availability.map(|is| available(is.low)), after.availability.map(|is| available(is.low))),
        ("breaks at", before.headroom.map(multiple), after.headroom.map(multiple)),
        ("p99", before.p99.map(milliseconds), after.p99.map(milliseconds)),
        ("instances", Some(before.instances.to_string()), Some(after.instances.to_string())),
        ("price", before.price.map(|price| price.to_string()), after.price.map(|price| price.to_string())),
    ];
    let told = |(what, before, after): (&str, Option<String>, Option<String>)| match (before, after) {
        (None, None) => None,
        (before, after) if before == after => Some(format!("{what} {}", after.unwrap_or_default())),
        (before, after) => {
            let shown = |figure: Option<String>| figure.unwrap_or_else(|| "-".to_owned());
            Some(format!("{what} {} -> {}", shown(before), shown(after)))
        }
    };
    shown.into_iter().filter_map(told).collect::<Vec<_>>().join(", ")
}

fn available(share: f64) -> String {
    format!("{:.4} %", (share * 1e6).floor() / 1e4)
}

fn milliseconds(time: f64) -> String {
    format!("{time:.0} ms")
}

fn plan(out: &mut String, input: &DesignInput, after: &Design, plan: &Plan) {
    let mut before = plan.before;
    for (index, step) in plan.steps.iter().enumerate() {
        let number = paint(STRONG, &format!("{}.", index + 1));
        let cost = plan.criterion.amount(step.cost);
        let _ = writeln!(out, "{number} {} (+{cost})", line(&step.fix.title));
        let _ = writeln!(out, "    {}", paint(QUIET, &change(&before, &step.after)));
        before = step.after;
    }
    for gap in &plan.left {
        let _ = writeln!(out, "{} {}", paint(style::BAD, "left:"), line(&gap.in_words(after)));
    }
    let source = line(&input.origin.name());
    let verdict = if plan.meets_all() { "all targets are met" } else { "the targets cannot all be met" };
    let cost = plan.criterion.amount(plan.cost);
    let _ = writeln!(out, "{source}: {verdict} for {cost} more. {}", plan.proof_in_words());
    for helps in plan.considered_in_words(&input.design) {
        let _ = writeln!(out, "    {} {}", paint(QUIET, "helps:"), line(&helps));
    }
    let _ = writeln!(out, "{source}: {}", change(&plan.before, &before));
}

/// For programs. Fields may be added, but none changes its meaning or goes away within one `format`.
pub fn json(input: &DesignInput, after: &Design, told: &Told) -> String {
    let mut document = json!({ "format": FORMAT, "source": input.origin.name() });
    match told {
        Told::Offers(offered) => {
            let offered = offered.iter().map(|one| {
                let fixes: Vec<Json> = one.fixes.iter().map(|fix| fix_of(after, fix)).collect();
                json!({ "finding": finding_of(&one.finding), "fixes": fixes })
            });
            document["offers"] = offered.collect();
        }
        Told::Applied { before, after: figures, applied, left } => {
            let applied = applied
                .iter()
                .map(|one| json!({ "finding": finding_of(&one.finding), "fix": fix_of(after, &one.fix) }));
            document["applied"] = applied.collect();
            document["left"] = left.iter().map(finding_of).collect();
            document["before"] = figures_of(before);
            document["after"] = figures_of(figures);
        }
        Told::Plan(plan) => document["plan"] = plan_of(after, plan),
    }
    format!("{document:#}\n")
}

fn finding_of(finding: &Finding) -> Json {
    json!({
        "rule": finding.rule,
        "severity": severity(finding.severity),
        "title": finding.title,
        "subjects": finding.subjects.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn fix_of(design: &Design, fix: &Fix) -> Json {
    json!({
        "remedy": fix.remedy.id(),
        "subject": fix.subject.to_string(),
        "name": design.get(fix.subject).map_or("", |item| item.name()),
        "amount": fix.amount,
        "title": fix.title,
    })
}

fn figures_of(figures: &Figures) -> Json {
    json!({
        "single_points": { "total": figures.single_points.total, "partial": figures.single_points.partial },
        "availability": figures.availability.map(|availability| availability.low),
        "headroom": figures.headroom,
        "p99": figures.p99,
        "instances": figures.instances,
        "price": figures.price,
    })
}

fn plan_of(design: &Design, plan: &Plan) -> Json {
    let step = |step: &linchpin_fixes::PlanStep| {
        let mut json = fix_of(design, &step.fix);
        json["cost"] = step.cost.into();
        json["after"] = figures_of(&step.after);
        json
    };
    let candidate = |one: &Candidate| json!({ "remedy": one.remedy.id(), "subject": one.subject.to_string(), "amount": one.amount });
    let (proof, least) = match plan.proof {
        Proof::Complete => ("complete", None),
        Proof::Bound(least) => ("bound", Some(least)),
        Proof::None => ("none", None),
    };
    let record = |gap: &Gap| gap.record().map(|id| id.to_string());
    let left = plan.left.iter().map(|gap| json!({ "says": gap.in_words(design), "record": record(gap) }));
    json!({
        "met": plan.meets_all(),
        "by": match plan.criterion { Criterion::Instances => "instances", Criterion::Price => "price" },
        "cost": plan.cost,
        "steps": plan.steps.iter().map(step).collect::<Vec<_>>(),
        "left": left.collect::<Vec<_>>(),
        "before": figures_of(&plan.before),
        "proof": proof,
        "least": least,
        "considered": plan.considered.len(),
        "candidates": plan.considered.iter().map(candidate).collect::<Vec<_>>(),
    })
}
