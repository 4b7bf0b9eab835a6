//! Where the time of an average request goes, call by call.

use linchpin_document::Arrange;

use super::answers::Answers;
use super::calls::{Calls, Stage, Way};
use super::report::LatencyStep;

/// A call of which less than this share of the mean comes is not told.
const LEAST_SHARE: f64 = 1e-3;

/// A call and those it makes.
struct Node {
    step: LatencyStep,
    duty: usize,
    /// Numbers of the calls it makes, once it was looked into.
    called: Vec<usize>,
    looked_into: bool,
}

/// The longest calls of a journey, at most so many, in the order they are made.
pub(super) fn steps(answers: &Answers, entry: usize, mean: f64, most: usize) -> Vec<LatencyStep> {
    let mut waterfall = Waterfall { answers, mean, nodes: Vec::new() };
    waterfall.nodes.push(waterfall.node(entry, None, 1.0, 0.0, 0));
    while let Some(next) = waterfall.longest().filter(|_| waterfall.nodes.len() < most) {
        waterfall.look_into(next, most);
    }
    waterfall.in_order()
}

struct Waterfall<'a, 'b, 'c> {
    answers: &'c Answers<'a, 'b>,
    mean: f64,
    nodes: Vec<Node>,
}

impl Waterfall<'_, '_, '_> {
    fn node(&self, duty: usize, connection: Option<usize>, calls: f64, start: f64, depth: u32) -> Node {
        let (model, answers) = (self.answers.model, self.answers);
        let component = model.duties.get(duty).component;
        let stay = &answers.stays[component];
        let network = connection.map_or(0.0, |connection| model.round_trips[connection].value) * calls;
        let waiting = stay.waiting.map_or(0.0, |(mean, _)| mean) * calls;
        let service = stay.service * calls;
        let answer = answers.get(duty).map_or(0.0, |answer| answers.grid.mean(answer));
        let share = if self.mean > 0.0 { (network + waiting + service) / self.mean } else { 0.0 };
        let step = LatencyStep {
            component: model.components[component].item.id,
            connection: connection.map(|connection| model.connections[connection].item.id),
            depth,
            calls,
            start,
            end: start + network + answer * calls,
            network,
            waiting,
            service,
            share,
        };
        Node { step, duty, called: Vec::new(), looked_into: false }
    }

    /// The longest call not looked into yet that is worth it.
    fn longest(&self) -> Option<usize> {
        let length = |node: &Node| node.step.end - node.step.start;
        let open = self.nodes.iter().enumerate().filter(|(_, node)| !node.looked_into);
        let worth_it = open.filter(|(_, node)| length(node) >= LEAST_SHARE * self.mean && length(node) > 0.0);
        worth_it.max_by(|(a, one), (b, other)| length(one).total_cmp(&length(other)).then(b.cmp(a))).map(|(at, _)| at)
    }

    fn look_into(&mut self, at: usize, most: usize) {
        self.nodes[at].looked_into = true;
        let (duty, step) = (self.nodes[at].duty, self.nodes[at].step);
        let calls = Calls::of(self.answers.model, self.answers.load, duty);
        let mut clock = step.start + step.network + step.waiting + step.service;
        let mut found: Vec<Node> = Vec::new();
        for (stages, chance) in [(&calls.always, 1.0), (&calls.on_miss, calls.misses)] {
            for stage in stages {
                clock += self.call(stage, step.calls * chance, clock, step.depth + 1, &mut found);
            }
        }
        found.retain(|node| node.step.end - node.step.start >= LEAST_SHARE * self.mean);
        // Of more than there is room for, the longest.
        let room = most.saturating_sub(self.nodes.len());
        if found.len() > room {
            let mut lengths: Vec<f64> = found.iter().map(|node| node.step.end - node.step.start).collect();
            lengths.arrange_by(|a, b| b.total_cmp(a));
            found.retain(|node| room > 0 && node.step.end - node.step.start >= lengths[room - 1]);
            found.truncate(room);
        }
        self.nodes[at].called = (self.nodes.len()..self.nodes.len() + found.len()).collect();
        self.nodes.extend(found);
    }

    /// Adds the calls of a stage; how long it takes all in all.
    fn call(&self, stage: &Stage, calls: f64, start: f64, depth: u32, found: &mut Vec<Node>) -> f64 {
        let mut clock = start;
        for branch in &stage.branches {
            for Way { chance, connection, to, calls: each } in &branch.ways {
                let node = self.node(*to, Some(*connection), calls * chance * each, clock, depth);
                if !stage.at_once {
                    clock = node.step.end;
                }
                found.push(node);
            }
        }
        if !stage.at_once {
            return clock - start;
        }
        let slowest = self.answers.grid.mean(&self.answers.stage(stage)) * calls;
        // Calls of one branch are made at once as well: none of them takes longer than the stage.
        found
            .iter_mut()
            .filter(|node| node.step.start == start && node.step.end > start + slowest)
            .for_each(|node| node.step.end = start + slowest);
        slowest
    }

    fn in_order(self) -> Vec<LatencyStep> {
        let mut steps = Vec::with_capacity(self.nodes.len());
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            steps.push(self.nodes[at].step);
            open.extend(self.nodes[at].called.iter().rev());
        }
        steps
    }
}
