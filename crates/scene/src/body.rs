//! What has a frame: components, boundaries, notes and texts, laid out for drawing.

use kurbo::{Rect, Size};
use linchpin_catalog::{BoundaryKind, ComponentKind, Family, Property, RecordType};
use linchpin_document::{Design, Item, RecordId};
use std::sync::Arc;

use crate::facts::facts;
use crate::small_name::SmallName;
use crate::text::{Font, TextMeasure, ellipsize, wrap};

/// Where the texts of a component begin, from its left side.
pub(crate) const TEXT_INSET: f64 = 56.0;
/// What stays free at the right of a component's texts.
const TEXT_MARGIN: f64 = 10.0;
/// What stays free around the text of a note.
pub(crate) const NOTE_PADDING: f64 = 12.0;
/// The height of a boundary's header.
pub(crate) const HEADER_HEIGHT: f64 = 32.0;
/// Where the header's text begins, from the left side.
pub(crate) const HEADER_INSET: f64 = 16.0;

/// Where a text that was not given a size is wrapped.
const WIDEST_TEXT: f64 = 560.0;

/// A thing with a frame.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Body {
    pub(crate) frame: Rect,
    /// The fractional index among what is drawn in one layer; ties go by id.
    pub(crate) order: Option<Arc<str>>,
    pub(crate) parent: Option<RecordId>,
    pub(crate) look: Look,
}

/// What a body is drawn from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Look {
    Component(ComponentLook),
    Boundary(BoundaryLook),
    Note(Vec<Arc<str>>),
    Text(Vec<Arc<str>>),
}

/// What a component is drawn from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ComponentLook {
    pub(crate) kind: ComponentKind,
    pub(crate) family: Family,
    /// How many cards stand behind it: one for two instances, two for more.
    pub(crate) cards_behind: u8,
    /// One line, or two where there are no facts.
    pub(crate) name: Vec<Arc<str>>,
    pub(crate) facts: Option<Arc<str>>,
    /// What is drawn in their place where they would be too small to be read.
    pub(crate) small_name: SmallName,
}

/// What a boundary is drawn from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct BoundaryLook {
    pub(crate) kind: BoundaryKind,
    pub(crate) failure_domain: bool,
    pub(crate) header: Arc<str>,
    pub(crate) header_width: f64,
}

impl Body {
    /// Lays out a record; nothing when it has no frame.
    pub(crate) fn of(item: &Item, design: &Design, measure: &mut dyn TextMeasure) -> Option<Self> {
        let look = match item.record_type {
            RecordType::Component => Look::Component(component_look(item, measure)),
            RecordType::Boundary => Look::Boundary(boundary_look(item, measure)),
            RecordType::Note => Look::Note(block(item, measure, Font::NOTE, NOTE_PADDING)),
            RecordType::Text if item.value(Property::Size).is_none() => {
                Look::Text(wrap(measure, item.name(), Font::TEXT, WIDEST_TEXT, usize::MAX))
            }
            RecordType::Text => Look::Text(block(item, measure, Font::TEXT, 0.0)),
            _ => return None,
        };
        let order = item.text(Property::Order).map(Arc::from);
        let frame = match &look {
            Look::Text(lines) if item.value(Property::Size).is_none() => fitted(item, lines, measure),
            _ => item.frame(),
        };
        Some(Self { frame, order, parent: design.parent(item.id), look })
    }

    pub(crate) fn is_component(&self) -> bool {
        matches!(self.look, Look::Component(_))
    }

    pub(crate) fn is_boundary(&self) -> bool {
        matches!(self.look, Look::Boundary(_))
    }

    /// Components and bare texts are drawn over connectors, notes below them.
    pub(crate) fn is_above_connectors(&self) -> bool {
        matches!(self.look, Look::Component(_) | Look::Text(_))
    }

    /// The part of a boundary that shows its name, by which it is taken hold of.
    pub(crate) fn header(&self) -> Option<Rect> {
        let Look::Boundary(look) = &self.look else { return None };
        let width = (look.header_width + 2.0 * HEADER_INSET).min(self.frame.width());
        let height = HEADER_HEIGHT.min(self.frame.height());
        Some(Rect::new(self.frame.x0, self.frame.y0, self.frame.x0 + width, self.frame.y0 + height))
    }
}

fn component_look(item: &Item, measure: &mut dyn TextMeasure) -> ComponentLook {
    let spec = item.kind().spec();
    let width = item.size().width - TEXT_INSET - TEXT_MARGIN;
    let facts = facts(item);
    let too_long = measure.width(item.name(), Font::NAME) > width;
    let (name, shown_facts) = if facts.text.is_empty() || (too_long && facts.only_default) {
        (wrap(measure, item.name(), Font::NAME, width, 2), None)
    } else {
        let name = ellipsize(measure, item.name(), Font::NAME, width);
        (vec![name], Some(ellipsize(measure, &facts.text, Font::FACT, width)))
    };
    let instances = item.param(Property::Instances).map_or(1.0, |instances| instances.value);
    let cards_behind = u8::from(instances > 1.0) + u8::from(instances > 2.0);
    let small_name = SmallName::of(item.name());
    ComponentLook { kind: spec.kind, family: spec.family, cards_behind, name, facts: shown_facts, small_name }
}

fn boundary_look(item: &Item, measure: &mut dyn TextMeasure) -> BoundaryLook {
    let kind = item.boundary_kind();
    let name = item.name();
    let text = if says(name, kind.label()) { name.to_owned() } else { format!("{}: {name}", kind.label()) };
    let width = item.size().width - 2.0 * HEADER_INSET;
    let header = ellipsize(measure, &text, Font::HEADER, width);
    let header_width = measure.width(&header, Font::HEADER);
    let failure_domain = item.flag(Property::FailureDomain).unwrap_or(kind.spec().failure_domain);
    BoundaryLook { kind, failure_domain, header, header_width }
}

/// Whether a name has a word in it, in capitals or not.
fn says(name: &str, word: &str) -> bool {
    name.as_bytes().windows(word.len().max(1)).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

/// The frame that fits around the lines of a text, never smaller than that of an empty one.
fn fitted(item: &Item, lines: &[Arc<str>], measure: &mut dyn TextMeasure) -> Rect {
    let width = lines.iter().map(|line| measure.width(line, Font::TEXT)).fold(0.0, f64::max);
    let least = item.size();
    let height = lines.len() as f64 * Font::TEXT.line_height();
    let size = Size::new(width.ceil().max(least.width), height.ceil().max(least.height));
    Rect::from_origin_size(item.position(), size)
}

fn block(item: &Item, measure: &mut dyn TextMeasure, font: Font, padding: f64) -> Vec<Arc<str>> {
    let size = item.size();
    let lines = (size.height - 2.0 * padding) / font.line_height();
    // At least one line is shown, however flat the box; the cast saturates.
    wrap(measure, item.name(), font, size.width - 2.0 * padding, (lines + 0.01).max(1.0) as usize)
}
