//! Larger instances: more of the resource a component has least of.

use linchpin_analysis::Resource;
use linchpin_catalog::Property;
use linchpin_document::RecordId;

use super::rounded_up;
use crate::remedy::{Situation, Subject};
use crate::sketch::Sketch;

/// How full it is to be afterwards.
const AIM: f64 = 0.7;
/// Beyond this factor no machine grows.
const MOST: f64 = 8.0;

/// What the resource must be, rounded up to two digits; nothing where no machine is that large.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let wanted = |subject: Subject| {
        let now = subject.item.param(property(&subject)?)?.value;
        let factor = subject.utilisation() / AIM;
        (factor > 1.0 && factor <= MOST).then(|| rounded_up(now * factor))?
    };
    situation.subject(id).and_then(wanted).into_iter().collect()
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, value: u32) -> Option<String> {
    let report = sketch.report(id)?;
    let item = sketch.component(id)?;
    let (property, name) = (property(&Subject { item, report })?, item.name().to_owned());
    sketch.set(id, property, f64::from(value));
    let what = property.spec().label.to_ascii_lowercase();
    Some(format!("Larger instances of {name}: {what} {value}"))
}

/// What is written down of the resource it has least of.
fn property(subject: &Subject) -> Option<Property> {
    let store = subject.item.kind().traits().store;
    let property = match subject.report.bound_by? {
        Resource::Reads => Property::ReadCapacity,
        Resource::Writes => Property::WriteCapacity,
        Resource::Throughput if store => Property::ReadCapacity,
        Resource::Throughput => Property::Capacity,
        Resource::Concurrency => Property::Slots,
        Resource::Cpu => Property::Cores,
        Resource::Network => Property::Bandwidth,
        Resource::RateLimit => Property::RateLimit,
    };
    subject.item.kind().has(property).then_some(property)
}
