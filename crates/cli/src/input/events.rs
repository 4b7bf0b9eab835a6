//! What `--fail` names: events of a design by id or name.

use linchpin_analysis::{Event, Report};
use linchpin_catalog::RecordType;
use linchpin_document::{Design, Item};
use linchpin_format::nearest;

/// Candidates named in a message.
const MOST_NAMED: usize = 5;

/// The event that a text names: an id, else a name, each perhaps followed by `#` and the number of an
/// instance, counted from 1. Names match however they are capitalised.
///
/// # Errors
/// A sentence for people when nothing, or more than one thing, is called so, or it cannot fail.
pub fn resolve(text: &str, design: &Design, report: &Report) -> Result<Event, String> {
    match find(text, design) {
        Ok(item) => whole(item, report),
        Err(why) => match text.rsplit_once('#') {
            Some((name, number)) => instance(find(name, design)?, number, report),
            None => Err(why),
        },
    }
}

fn can_fail(design: &Design) -> impl Iterator<Item = &Item> {
    design.components().chain(design.boundaries())
}

/// The component or boundary that a text names by its id or name.
///
/// # Errors
/// A sentence for people when nothing, or more than one thing, is called so.
pub fn find<'a>(text: &str, design: &'a Design) -> Result<&'a Item, String> {
    if let Some(item) = can_fail(design).find(|item| item.id.to_string() == text) {
        return Ok(item);
    }
    let wanted = text.trim().to_lowercase();
    let called: Vec<&Item> = can_fail(design).filter(|item| item.name().trim().to_lowercase() == wanted).collect();
    match called[..] {
        [only] => Ok(only),
        [] => Err(unknown(text, design)),
        _ => {
            let ids: Vec<String> = called.iter().take(MOST_NAMED).map(|item| item.id.to_string()).collect();
            Err(format!("{} things are called so; say which by its id: {}", called.len(), ids.join(", ")))
        }
    }
}

fn unknown(text: &str, design: &Design) -> String {
    let names: Vec<String> = can_fail(design).flat_map(|item| [item.id.to_string(), item.name().to_owned()]).collect();
    match nearest(text, names.iter().map(String::as_str)) {
        Some(near) => format!("no component or boundary has this id or name; did you mean {near:?}?"),
        None => "no component or boundary has this id or name".to_owned(),
    }
}

fn whole(item: &Item, report: &Report) -> Result<Event, String> {
    if item.record_type == RecordType::Boundary {
        let is_domain = report.boundary(item.id).is_some_and(|boundary| boundary.failure_domain.value);
        return if is_domain {
            Ok(Event::Domain(item.id))
        } else {
            Err(format!("{} is no failure domain, so nothing fails with it", item.name()))
        };
    }
    match report.component(item.id) {
        Some(component) if component.instances == 0 => Err(entry(item)),
        Some(component) if component.managed.value => Ok(Event::Provider(item.id)),
        _ => Ok(Event::Component(item.id)),
    }
}

fn instance(item: &Item, number: &str, report: &Report) -> Result<Event, String> {
    let Some(component) = report.component(item.id) else {
        return Err(format!("{} is a boundary and has no instances", item.name()));
    };
    let instances = component.instances;
    if instances == 0 {
        return Err(entry(item));
    }
    if component.managed.value {
        return Err(format!("{} is managed: its provider fails as a whole, as in --fail {}", item.name(), item.id));
    }
    let index = number.parse::<u32>().ok().and_then(|number| number.checked_sub(1));
    let index = index.filter(|index| *index < instances);
    let event = index.map(|index| Event::Instance(item.id, index));
    event.ok_or_else(|| match instances {
        1 => format!("{} has one instance, #1, and no #{number}", item.name()),
        _ => format!("{} has the instances #1 to #{instances} and no #{number}", item.name()),
    })
}

fn entry(item: &Item) -> String {
    format!("{} is where traffic starts; it does not fail", item.name())
}
