//! What is measured, at which sizes, and how quick it is wanted to be in WASM.

use std::fmt;
use std::hint::black_box;

use linchpin_analysis::{Prepared, Query, ReliabilityQuery, analyse, blast_radii, combinations, contingencies};
use linchpin_document::Design;
use linchpin_simulation::{Entry, Network, Service, Settings, Simulation, Source, Station};

use crate::designs::{Shape, layered, square};
use crate::lanes;

/// Something that takes time.
pub struct Measure {
    pub name: &'static str,
    /// Components of the design; jobs of a simulation.
    pub sizes: &'static [usize],
    /// Makes ready what is not timed.
    pub prepare: fn(usize) -> Box<dyn FnMut()>,
    /// What is wanted in WASM, by size.
    pub wanted: &'static [(usize, Wanted)],
}

/// How quick something is to be in WASM.
#[derive(Clone, Copy)]
pub enum Wanted {
    /// At most so many milliseconds.
    Milliseconds(f64),
    /// At most so many times what it takes natively.
    TimesNative(f64),
    /// Nothing is said.
    Nothing,
}

use Wanted::{Milliseconds, TimesNative};

impl Measure {
    /// What is wanted at one size.
    pub fn wanted_at(&self, size: usize) -> Wanted {
        self.wanted.iter().find(|(at, _)| *at == size).map_or(Wanted::Nothing, |(_, wanted)| *wanted)
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Milliseconds(most) => write!(f, "{most} ms"),
            TimesNative(most) => write!(f, "{most} x"),
            Wanted::Nothing => Ok(()),
        }
    }
}

/// Components as a rule.
pub const SIZES: &[usize] = &[100, 1_000, 10_000];
/// Components where more would take long.
pub const UP_TO_A_THOUSAND: &[usize] = &[100, 1_000];

/// Everything about analysing that is measured.
pub const MEASURES: &[Measure] = &[
    Measure {
        name: "whole analysis",
        sizes: SIZES,
        prepare: |size| on(layered, size, |design| drop(black_box(analyse(design, &Query::default())))),
        wanted: &[(1_000, FRAME), (10_000, Milliseconds(100.0))],
    },
    Measure {
        name: "whole analysis, square",
        sizes: SIZES,
        prepare: |size| on(square, size, |design| drop(black_box(analyse(design, &Query::default())))),
        wanted: &[(1_000, FRAME)],
    },
    Measure {
        name: "read and compile",
        sizes: SIZES,
        prepare: |size| on(layered, size, |design| drop(black_box(Prepared::of(design)))),
        wanted: &[],
    },
    Measure {
        name: "single failures, compiled",
        sizes: SIZES,
        prepare: |size| when_prepared(layered, size, |prepared| drop(black_box(prepared.blast_radii()))),
        wanted: &[(1_000, Milliseconds(2.0)), (10_000, Milliseconds(30.0))],
    },
    Measure {
        name: "single failures, compiled, square",
        sizes: SIZES,
        prepare: |size| when_prepared(square, size, |prepared| drop(black_box(prepared.blast_radii()))),
        wanted: &[],
    },
    Measure {
        name: "single failures, from the design on",
        sizes: SIZES,
        prepare: |size| on(layered, size, |design| drop(black_box(blast_radii(design)))),
        wanted: &[],
    },
    Measure {
        name: "load and ladder, compiled",
        sizes: SIZES,
        prepare: |size| when_prepared(layered, size, |prepared| drop(black_box(prepared.ladder(&Query::default())))),
        wanted: &[(1_000, Milliseconds(3.0))],
    },
    Measure {
        name: "every failure under load",
        sizes: UP_TO_A_THOUSAND,
        prepare: |size| on(layered, size, |design| drop(black_box(contingencies(design, &tripled())))),
        wanted: &[(100, Milliseconds(50.0)), (1_000, Milliseconds(1_000.0))],
    },
    Measure {
        name: "pairs",
        sizes: &[100, 300, 1_000],
        prepare: |size| on(layered, size, |design| drop(black_box(combinations(design, &ReliabilityQuery::default())))),
        wanted: &[(300, Milliseconds(100.0))],
    },
    Measure {
        name: "2,048 failures of 10,000 gates by lanes, so many words at once",
        sizes: &[1, 2, 4, 8, 16],
        prepare: lanes::every_event_alone,
        wanted: &[],
    },
    Measure {
        name: "jobs of an M/M/1",
        sizes: &[1_000_000],
        prepare: |jobs| Box::new(move || _ = black_box(one_server(jobs))),
        wanted: &[(1_000_000, TimesNative(2.0))],
    },
];

/// One at 60 Hz.
pub const FRAME: Wanted = Milliseconds(16.7);

/// At three times today's peak failures have consequences.
fn tripled() -> Query {
    Query { scale: 3.0, ..Query::default() }
}

fn on(shape: Shape, components: usize, work: fn(&Design)) -> Box<dyn FnMut()> {
    let design = shape(components);
    Box::new(move || work(black_box(&design)))
}

fn when_prepared(shape: Shape, components: usize, work: fn(&Prepared)) -> Box<dyn FnMut()> {
    // What is prepared borrows the design; both last as long as the program.
    let design: &'static Design = Box::leak(Box::new(shape(components)));
    let prepared = Prepared::of(design);
    Box::new(move || work(black_box(&prepared)))
}

/// The model simulators are compared with: one server, 80 % busy. Answers how many were served.
fn one_server(jobs: usize) -> u64 {
    let network = Network {
        stations: vec![Station::with_servers(1)],
        entries: vec![Entry::new(0, Service::exponential(0.8))],
        sources: vec![Source::steady(1.0, 0)],
        ..Network::default()
    };
    let duration = jobs as f64;
    let settings = Settings { duration, warm_up: duration / 10.0, ..Settings::default() };
    let mut simulation = Simulation::new(&network, settings).expect("the network is valid");
    simulation.run();
    simulation.report().events
}
