//! Modules: gates that share no event with the rest of the tree, so that each may be solved by itself
//! and stand in its surroundings as one event.
//!
//! Y. Dutuit, A. Rauzy: A linear-time algorithm to find modules of fault trees. IEEE Transactions on
//! Reliability 45(3), 1996.

use crate::prepare::Prepared;
use crate::tree::Node;

/// When a walk through the tree first and last met something, and when it left it.
#[derive(Debug, Clone, Copy, Default)]
struct Dates {
    first: u32,
    left: u32,
    last: u32,
}

/// Which gates are modules. The top always is.
pub(crate) fn modules(prepared: &Prepared, events: usize) -> Vec<bool> {
    let Node::Gate(top) = prepared.top else {
        return Vec::new();
    };
    let (gates, events) = walk(prepared, top, events);
    // The earliest and latest meeting with anything below a gate.
    let mut span = vec![(u32::MAX, 0u32); gates.len()];
    let mut is_module = vec![false; gates.len()];
    for (index, gate) in prepared.gates.iter().enumerate() {
        let mut below = (u32::MAX, 0);
        for child in gate.children() {
            let (dates, inside) = match child {
                Node::Event(event) => (events[event.0 as usize], (u32::MAX, 0)),
                Node::Gate(gate) => (gates[gate as usize], span[gate as usize]),
                Node::Constant(_) => continue,
            };
            below.0 = below.0.min(dates.first).min(inside.0);
            below.1 = below.1.max(dates.last).max(inside.1);
        }
        span[index] = below;
        is_module[index] = below.0 > gates[index].first && below.1 < gates[index].left;
    }
    is_module[top as usize] = true;
    is_module
}

fn walk(prepared: &Prepared, top: u32, events: usize) -> (Vec<Dates>, Vec<Dates>) {
    let mut gates = vec![Dates::default(); prepared.gates.len()];
    let mut events = vec![Dates::default(); events];
    let mut date = 0;
    let mut meet = |dates: &mut Dates| {
        date += 1;
        let new = dates.first == 0;
        if new {
            dates.first = date;
        }
        dates.last = date;
        new
    };
    // A gate is put back below its children, to note when it is left.
    let mut path: Vec<(Node, bool)> = vec![(Node::Gate(top), false)];
    while let Some((node, leaving)) = path.pop() {
        match node {
            Node::Constant(_) => {}
            Node::Event(event) => {
                meet(&mut events[event.0 as usize]);
            }
            Node::Gate(gate) if leaving => {
                meet(&mut gates[gate as usize]);
                gates[gate as usize].left = gates[gate as usize].last;
            }
            Node::Gate(gate) => {
                if meet(&mut gates[gate as usize]) {
                    path.push((node, true));
                    path.extend(prepared.gates[gate as usize].children().rev().map(|child| (child, false)));
                }
            }
        }
    }
    (gates, events)
}
