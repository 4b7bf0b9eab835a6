//! Why requests go unanswered: the path from an entry to what makes them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Node;
use super::compile::{Compiled, Reading};
use crate::model::Model;

/// Searches the duties that fail for those that are the cause. Keeps its memory from search to search.
pub(crate) struct Search<'a, 'b> {
    model: &'b Model<'a>,
    compiled: &'b Compiled,
    /// How each duty was reached in the search of this number.
    reached: Vec<Reached>,
    round: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Reached {
    round: usize,
    /// Hops with an alternative, then all hops.
    cost: (u32, u32),
    /// The duty before, and the connection from it; nothing at the start.
    from: Option<(usize, usize)>,
}

/// A step of a witness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A duty, by number.
    Duty(usize),
    /// A connection, by number.
    Connection(usize),
}

impl<'a, 'b> Search<'a, 'b> {
    /// A search in this design.
    pub(crate) fn new(model: &'b Model<'a>, compiled: &'b Compiled) -> Self {
        Self { model, compiled, reached: vec![Reached::default(); model.duties.len()], round: 0 }
    }

    /// From duties that fail to what makes them: every duty that is a cause itself, those first that
    /// are reached by the fewest hops with an alternative.
    pub(crate) fn causes(
        &mut self,
        failing: impl Iterator<Item = usize>,
        holds: &dyn Fn(Node) -> bool,
        is_cause: &dyn Fn(usize) -> bool,
    ) -> Vec<usize> {
        self.round += 1;
        let mut causes = Vec::new();
        let mut open = BinaryHeap::new();
        failing.for_each(|duty| self.reach(duty, (0, 0), None, &mut open));
        while let Some(Reverse((cost, duty))) = open.pop() {
            if self.reached[duty].cost != cost {
                continue;
            }
            if is_cause(duty) {
                // What is behind it may be one as well: a zone takes servers and their database.
                causes.push(duty);
            }
            self.expand(duty, holds, cost, &mut open);
        }
        causes
    }

    /// Whether the last search came to a duty.
    pub(crate) fn came_to(&self, duty: usize) -> bool {
        self.reached[duty].round == self.round
    }

    fn expand(&mut self, duty: usize, holds: &dyn Fn(Node) -> bool, cost: (u32, u32), open: &mut Open) {
        let model = self.model;
        for need in model.duties.needs(duty).iter().filter(|need| need.hard && !need.handed_over) {
            let members = model.duties.members(need);
            let fails = |duty: usize| !holds(self.compiled.serves(duty, Reading::All));
            let failing: Vec<_> = members.iter().filter(|member| fails(member.duty)).collect();
            if members.len() - failing.len() >= need.at_least as usize {
                continue;
            }
            let alternative = u32::from(members.len() > 1);
            for member in failing {
                let next = (cost.0 + alternative, cost.1 + 1);
                self.reach(member.duty, next, Some((duty, member.connection)), open);
            }
        }
    }

    fn reach(&mut self, duty: usize, cost: (u32, u32), from: Option<(usize, usize)>, open: &mut Open) {
        let round = self.round;
        let reached = &mut self.reached[duty];
        if reached.round < round || cost < reached.cost {
            *reached = Reached { round, cost, from };
            open.push(Reverse((cost, duty)));
        }
    }

    /// Duties and the connections between them, from where the last search began to one it came to.
    pub(crate) fn path_to(&self, duty: usize) -> Vec<Step> {
        let mut path = vec![Step::Duty(duty)];
        let mut at = duty;
        while let Some((before, connection)) = self.reached[at].from {
            path.extend([Step::Connection(connection), Step::Duty(before)]);
            at = before;
        }
        path.reverse();
        path
    }
}

type Open = BinaryHeap<Reverse<((u32, u32), usize)>>;
