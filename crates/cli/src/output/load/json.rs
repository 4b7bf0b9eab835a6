//! Load for programs.

use linchpin_analysis::{ComponentUse, Contingency, Overload, RangedRung, Reach};
use serde_json::{Value as Json, json};

use super::{Loaded, word};
use crate::output::checked::Checked;
use crate::output::json::{event_of, finding_of, outcome, rung_of};

/// The version of the form of JSON.
const FORMAT: u32 = 1;

/// The same for programs. Fields may be added, but none changes its meaning or goes away within one
/// `format`.
pub fn json(loaded: &Loaded) -> String {
    let Loaded { checked, contingencies, headroom, .. } = loaded;
    let component = |found: &linchpin_analysis::ComponentReport| {
        json!({
            "id": found.id.to_string(),
            "name": checked.name(found.id),
            "reads": found.rate.read,
            "writes": found.rate.write,
            "utilisation": found.utilisation,
            "resource": found.bound_by.map(word),
        })
    };
    let document = json!({
        "format": FORMAT,
        "source": checked.source(),
        "title": checked.input.design.title(),
        "query": {
            "scale": checked.query.scale,
            "failed": checked.query.failed.iter().map(|event| event_of(checked, *event)).collect::<Vec<_>>(),
        },
        "components": checked.report.components.iter().map(component).collect::<Vec<_>>(),
        "ladder": headroom.rungs.iter().map(|rung| ranged(checked, rung)).collect::<Vec<_>>(),
        "resources": headroom.components.iter().map(|used| resources(checked, used)).collect::<Vec<_>>(),
        "latency": super::latency::json(checked, &loaded.latency),
        "peak": super::peak::json(checked, &loaded.peak),
        "recovery": super::recovery::json(checked, &loaded.recovery),
        "failures": contingencies.checked,
        "contingencies": contingencies.contingencies.iter().map(|one| contingency(checked, one)).collect::<Vec<_>>(),
        "findings": loaded.findings().map(|finding| finding_of(checked, finding)).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

/// A rung with its range, what it hangs on, and what comes next.
fn ranged(checked: &Checked, found: &RangedRung) -> Json {
    let mut json = rung_of(checked, &found.rung);
    json["low"] = found.low.into();
    json["high"] = found.high.into();
    json["scaled_out"] = found.scaled_out.into();
    json["next"] = found.next.map(|next| rung_of(checked, &next)).into();
    let hangs_on = |of: &linchpin_analysis::Sensitivity| {
        json!({
            "id": of.record.to_string(),
            "property": of.property.map_or("round_trip", linchpin_catalog::Property::id),
            "low": of.low,
            "high": of.high,
        })
    };
    json["hangs_on"] = found.hangs_on.as_ref().map(hangs_on).into();
    json
}

/// What a component uses of each resource.
fn resources(checked: &Checked, used: &ComponentUse) -> Json {
    let resource = |of: &linchpin_analysis::ResourceUse| json!({ "resource": word(of.resource), "utilisation": of.utilisation, "low": of.low, "high": of.high });
    json!({
        "id": used.component.to_string(),
        "name": checked.name(used.component),
        "resources": used.resources.iter().map(resource).collect::<Vec<_>>(),
        "memory": used.memory.map(|of| json!({
            "wanted_gb": of.wanted, "memory_gb": of.memory, "utilisation": of.utilisation, "low": of.low, "high": of.high,
        })),
        "storage": used.storage.map(|of| json!({
            "stored_gb": of.stored, "disk_gb": of.disk, "utilisation": of.utilisation, "low": of.low, "high": of.high,
            "settles_at_gb": of.settles_at, "days_until_full": of.days_until_full,
        })),
    })
}

fn contingency(checked: &Checked, found: &Contingency) -> Json {
    let overload = |one: &Overload| {
        json!({
            "id": one.component.to_string(),
            "name": checked.name(one.component),
            "resource": word(one.resource),
            "utilisation": one.utilisation,
            "before": one.before,
            "backlog": one.backlog,
        })
    };
    let step = |step: &linchpin_analysis::CascadeStep| json!({ "count": step.count, "overloads": step.overloads.iter().map(overload).collect::<Vec<_>>() });
    let hidden = found.hidden.map(|hidden| {
        let reach = if hidden.reach == Reach::Total { "total" } else { "partial" };
        json!({ "reach": reach, "share": hidden.share })
    });
    json!({
        "event": event_of(checked, found.event),
        "outcome": outcome(found.outcome),
        "cascade": found.cascade.iter().map(step).collect::<Vec<_>>(),
        "final_outcome": outcome(found.final_outcome),
        "hidden": hidden,
    })
}
