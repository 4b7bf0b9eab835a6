//! What of the analysis a picture shows.

use clap::ValueEnum;
use linchpin_analysis::{Query, analyse, contingencies};
use linchpin_document::Design;
use linchpin_marks::{mark_hidden_points, marks};
use linchpin_scene::Overlay;

/// What of the analysis is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lens {
    /// Single points of failure, and what is down
    Failure,
    /// How full everything is, how much flows, and single points that only show under load
    Load,
    /// What does several jobs, shares a store, or is called in a circle
    Responsibility,
    /// Nothing but what the design says
    None,
}

/// The marks of a design under a lens.
pub fn overlay(design: &Design, query: &Query, lens: Lens) -> Overlay {
    let asked = match lens {
        Lens::Failure => Some(linchpin_marks::Lens::Failure),
        Lens::Load => Some(linchpin_marks::Lens::Load),
        Lens::Responsibility => Some(linchpin_marks::Lens::Responsibility),
        Lens::None => None,
    };
    let mut overlay = Overlay { marks: marks(&analyse(design, query), design, asked), ..Overlay::default() };
    if lens == Lens::Load {
        mark_hidden_points(&mut overlay.marks, &contingencies(design, query));
    }
    overlay
}
