//! The search for the cheapest way around obstacles.
//!
//! A* on the grid spanned by the edges of the obstacles, where a state is a crossing and the
//! direction it is left in. Lengths are whole sixteenths of a unit, so that ways of equal cost are
//! exactly equal and ties always fall the same way.

use kurbo::{Point, Rect};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::shape::BEND;
use super::terminal::Terminal;

const UNIT: f64 = 16.0;
const UNREACHED: i64 = i64::MAX;
/// The parent of a state nothing led to.
const NOWHERE: u32 = u32::MAX;

fn units(length: f64) -> i64 {
    // Coordinates are at most 1e7, far below what 64 bits hold.
    (length * UNIT).round() as i64
}

/// The grid and the state of a search; kept between searches for its memory.
#[derive(Debug, Default)]
pub(crate) struct Search {
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// Whether the piece from a crossing to the next one on its right is blocked.
    right_blocked: Vec<bool>,
    /// Whether the piece from a crossing to the next one below is blocked.
    below_blocked: Vec<bool>,
    cost: Vec<i64>,
    parent: Vec<u32>,
    open: BinaryHeap<Reverse<(i64, u32)>>,
}

/// A way found: from which terminal to which, and its corners from tip to tip.
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) goal: usize,
    pub(crate) tips_and_corners: Vec<Point>,
}

impl Search {
    /// The cheapest way from any start to any goal that keeps out of the obstacles.
    pub(crate) fn run(&mut self, starts: &[Terminal], goals: &[Terminal], obstacles: &[Rect]) -> Option<Found> {
        self.span(starts, goals, obstacles);
        for obstacle in obstacles {
            self.block(*obstacle);
        }
        let goal_states: Vec<u32> = goals.iter().map(|goal| self.state_of(goal)).collect();
        for start in starts {
            let state = self.state_of(start);
            self.reach(state, units(start.penalty), NOWHERE, goals);
        }
        let mut best: Option<(i64, usize)> = None;
        while let Some(Reverse((estimate, state))) = self.open.pop() {
            if best.is_some_and(|(cost, _)| cost <= estimate) {
                break;
            }
            let cost = self.cost[state as usize];
            if estimate > cost.saturating_add(self.estimate(state, goals)) {
                continue;
            }
            for (index, goal) in goals.iter().enumerate().filter(|(index, _)| goal_states[*index] == state) {
                let total = cost + units(goal.penalty);
                if best.is_none_or(|(held, _)| total < held) {
                    best = Some((total, index));
                }
            }
            self.expand(state, cost, goals);
        }
        let (_, goal) = best?;
        let tips_and_corners = self.corners(goal_states[goal]);
        let first = *tips_and_corners.first()?;
        let start = starts.iter().position(|start| start.tip() == first)?;
        Some(Found { start, goal, tips_and_corners })
    }

    fn span(&mut self, starts: &[Terminal], goals: &[Terminal], obstacles: &[Rect]) {
        self.xs.clear();
        self.ys.clear();
        for terminal in starts.iter().chain(goals) {
            self.xs.push(terminal.tip().x);
            self.ys.push(terminal.tip().y);
        }
        for start in starts {
            for goal in goals {
                let middle = start.port.midpoint(goal.port);
                self.xs.push(middle.x);
                self.ys.push(middle.y);
            }
        }
        for obstacle in obstacles {
            self.xs.extend([obstacle.x0, obstacle.x1]);
            self.ys.extend([obstacle.y0, obstacle.y1]);
        }
        for coordinates in [&mut self.xs, &mut self.ys] {
            coordinates.sort_unstable_by(f64::total_cmp);
            coordinates.dedup();
        }
        let crossings = self.xs.len() * self.ys.len();
        for blocked in [&mut self.right_blocked, &mut self.below_blocked] {
            blocked.clear();
            blocked.resize(crossings, false);
        }
        self.cost.clear();
        self.cost.resize(2 * crossings, UNREACHED);
        self.parent.clear();
        self.parent.resize(2 * crossings, NOWHERE);
        self.open.clear();
    }

    fn block(&mut self, area: Rect) {
        let width = self.xs.len();
        let from = |values: &[f64], low: f64| values.partition_point(|value| *value < low);
        let past = |values: &[f64], low: f64| values.partition_point(|value| *value <= low);
        let (columns, inner_columns) =
            (from(&self.xs, area.x0)..from(&self.xs, area.x1), past(&self.xs, area.x0)..from(&self.xs, area.x1));
        let (rows, inner_rows) =
            (from(&self.ys, area.y0)..from(&self.ys, area.y1), past(&self.ys, area.y0)..from(&self.ys, area.y1));
        for row in inner_rows {
            self.right_blocked[row * width + columns.start..row * width + columns.end].fill(true);
        }
        for row in rows {
            for column in inner_columns.clone() {
                self.below_blocked[row * width + column] = true;
            }
        }
    }

    /// The state of standing at the tip of a terminal, facing along its side's normal.
    fn state_of(&self, terminal: &Terminal) -> u32 {
        let tip = terminal.tip();
        let column = self.xs.partition_point(|x| *x < tip.x);
        let row = self.ys.partition_point(|y| *y < tip.y);
        let crossing = row * self.xs.len() + column;
        (2 * crossing + usize::from(!terminal.side.is_horizontal())) as u32
    }

    fn point(&self, state: u32) -> Point {
        let crossing = state as usize / 2;
        Point::new(self.xs[crossing % self.xs.len()], self.ys[crossing / self.xs.len()])
    }

    /// What is still to pay at least.
    fn estimate(&self, state: u32, goals: &[Terminal]) -> i64 {
        let here = self.point(state);
        let to = |goal: &Terminal| {
            let tip = goal.tip();
            let length = (units(tip.x) - units(here.x)).abs() + (units(tip.y) - units(here.y)).abs();
            let is_turned = (state.is_multiple_of(2)) != goal.side.is_horizontal();
            length + units(goal.penalty) + if is_turned { units(BEND) } else { 0 }
        };
        goals.iter().map(to).min().unwrap_or(0)
    }

    fn reach(&mut self, state: u32, cost: i64, parent: u32, goals: &[Terminal]) {
        if cost < self.cost[state as usize] {
            self.cost[state as usize] = cost;
            self.parent[state as usize] = parent;
            self.open.push(Reverse((cost.saturating_add(self.estimate(state, goals)), state)));
        }
    }

    fn expand(&mut self, state: u32, cost: i64, goals: &[Terminal]) {
        let width = self.xs.len();
        let crossing = state as usize / 2;
        let (column, row) = (crossing % width, crossing / width);
        self.reach(state ^ 1, cost + units(BEND), state, goals);
        let (back, on, step) = if state.is_multiple_of(2) {
            let back = column > 0 && !self.right_blocked[crossing - 1];
            (back, column + 1 < width && !self.right_blocked[crossing], 2)
        } else {
            let back = row > 0 && !self.below_blocked[crossing - width];
            (back, row + 1 < self.ys.len() && !self.below_blocked[crossing], 2 * width as u32)
        };
        let neighbours = [back.then(|| state - step), on.then(|| state + step)];
        for next in neighbours.into_iter().flatten() {
            let (here, there) = (self.point(state), self.point(next));
            let length = (units(there.x) - units(here.x)).abs() + (units(there.y) - units(here.y)).abs();
            self.reach(next, cost + length, state, goals);
        }
    }

    /// The corners on the way to a state, its first and last point included.
    fn corners(&self, goal: u32) -> Vec<Point> {
        let mut points = Vec::new();
        let mut state = goal;
        loop {
            let parent = self.parent[state as usize];
            // Kept are the ends and where the direction changed.
            if state == goal || parent == NOWHERE || parent / 2 == state / 2 {
                points.push(self.point(state));
            }
            if parent == NOWHERE {
                break;
            }
            state = parent;
        }
        points.dedup();
        points.reverse();
        points
    }
}
