//! A limit to what one client may ask for.

use linchpin_catalog::Property;
use linchpin_document::RecordId;

use super::rounded_up;
use crate::remedy::Situation;
use crate::sketch::Sketch;

/// The limit leaves at least this many times what comes at the peak: less would be told as nearly saturated.
const SPARE: f64 = 1.3;

/// As much as the fullest component of the design could carry if all grew alike, but no less than the peak with some
/// to spare; of what has no limit.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let limit = || {
        let subject = situation.subject(id)?;
        let open = subject.item.kind().has(Property::RateLimit) && subject.item.number(Property::RateLimit).is_none();
        let rate = Some(subject.report.rate.total()).filter(|rate| open && *rate > 0.0)?;
        let used = situation.report.components.iter().filter_map(|component| component.utilisation);
        let fullest = used.filter(|used| used.is_finite()).fold(0.0, f64::max);
        rounded_up(rate * SPARE.max(1.0 / fullest.max(f64::MIN_POSITIVE)))
    };
    limit().into_iter().collect()
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, limit: u32) -> Option<String> {
    let name = sketch.component(id)?.name().to_owned();
    sketch.set(id, Property::RateLimit, f64::from(limit));
    Some(format!("A rate limit of {limit}/s at {name}"))
}
