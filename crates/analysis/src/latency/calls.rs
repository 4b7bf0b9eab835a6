//! What a duty calls, in which order, and what at once.

use linchpin_document::Arrange;

use crate::load::{Flow, Load, awaited};
use crate::model::Model;
use crate::model::classes::{Demand, demand};

/// The calls of a duty, in order.
#[derive(Debug, Default)]
pub(super) struct Calls {
    /// Those of every request.
    pub(super) always: Vec<Stage>,
    /// Those only made when no cache has the answer, and how likely that is.
    pub(super) on_miss: Vec<Stage>,
    pub(super) misses: f64,
}

/// Calls made at once: the answer of the slowest is what is waited for.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) branches: Vec<Branch>,
    /// Whether they belong to a group: several calls of one branch are then made at once, too.
    pub(super) at_once: bool,
}

/// Calls of which one is made, or none with the remaining chance.
#[derive(Debug, Default)]
pub(super) struct Branch {
    pub(super) ways: Vec<Way>,
}

/// One of several calls.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    pub(super) chance: f64,
    pub(super) connection: usize,
    /// The duty that does it.
    pub(super) to: usize,
    /// How many times it is called then.
    pub(super) calls: f64,
}

/// Lookups come before what they are for, and what a miss needs after the cache was asked.
type Order = (bool, bool, u32);

impl Calls {
    /// The calls of a duty whose answer is waited for.
    pub(super) fn of(model: &Model, load: &Load, duty: usize) -> Self {
        let mut flows: Vec<(Order, &Flow, usize)> =
            awaited(model, &load.flows, duty).map(|(flow, to)| (order(model, duty, flow), flow, to)).collect();
        flows.arrange_by_key(|(order, ..)| *order);
        let passed_on = passed_on(model, load, duty);
        let mut calls = Self { misses: 1.0, ..Self::default() };
        let same_branch = |a: &Order, b: &Order| a.0 == b.0 && a.1 == b.1 && (a.1 || a.2 == b.2);
        for alternatives in flows.chunk_by(|(a, ..), (b, ..)| same_branch(a, b)) {
            let ((on_miss, routed, _), first, _) = alternatives[0];
            let scale = if routed { passed_on } else { 1.0 };
            let way = |(_, flow, to): &(Order, &Flow, usize)| Way {
                chance: flow.taken * scale * if on_miss { 1.0 } else { flow.used },
                connection: flow.connection,
                to: *to,
                calls: model.connections[flow.connection].calls,
            };
            let branch = Branch { ways: alternatives.iter().map(way).filter(|way| way.chance > 0.0).collect() };
            if on_miss {
                calls.misses = first.used;
            }
            let group = model.connections[first.connection].group.filter(|_| !routed);
            let stages = if on_miss { &mut calls.on_miss } else { &mut calls.always };
            add(model, stages, branch, group);
        }
        calls
    }
}

fn order(model: &Model, duty: usize, flow: &Flow) -> Order {
    let class = model.duties.get(duty).class;
    let on_miss = demand(&model.connections[flow.connection], class) == Some(Demand::Miss);
    (on_miss, model.duties.needs(duty)[flow.need as usize].routed, flow.need)
}

/// One over the share of ways to route a request that somebody serves: latency is that of what is answered.
fn passed_on(model: &Model, load: &Load, duty: usize) -> f64 {
    let needs = model.duties.needs(duty);
    let routed = |need: u32| needs[need as usize].routed;
    let flows = load.flows.of_duty(duty).iter().filter(|flow| flow.to.is_some() && routed(flow.need));
    let served: f64 = flows.map(|flow| flow.taken).sum();
    if served > 0.0 { served.recip() } else { 1.0 }
}

fn add(model: &Model, stages: &mut Vec<Stage>, branch: Branch, group: Option<&str>) {
    if branch.ways.is_empty() {
        return;
    }
    let of_group = |stage: &&mut Stage| {
        let first = stage.branches[0].ways[0].connection;
        stage.at_once && model.connections[first].group == group
    };
    match stages.iter_mut().find(of_group).filter(|_| group.is_some()) {
        Some(stage) => stage.branches.push(branch),
        None => stages.push(Stage { branches: vec![branch], at_once: group.is_some() }),
    }
}
