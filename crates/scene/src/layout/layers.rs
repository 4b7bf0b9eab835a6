//! Which column each box stands in.

use super::graph::Edge;

/// The layer of each linked box: one to the right of the rightmost of its callers, circles cut where
/// a walk from the sources closes them. Boxes that only stand beside others share their layer.
pub(super) fn layers(linked: &[bool], edges: &[Edge]) -> Vec<Option<usize>> {
    let count = linked.len();
    let mut outgoing = vec![Vec::new(); count];
    let mut incoming = vec![Vec::new(); count];
    for edge in edges.iter().filter(|edge| !edge.beside) {
        outgoing[edge.from].push(edge.to);
        incoming[edge.to].push(edge.from);
    }
    let finished = walk(&outgoing, &incoming);
    let mut place = vec![0; count];
    for (index, node) in finished.iter().rev().enumerate() {
        place[*node] = index;
    }
    // Going on in this order, an arrow forward is one that closes no circle.
    let is_forward = |from: usize, to: usize| place[from] < place[to];
    let mut layer = vec![0usize; count];
    for node in finished.iter().rev() {
        let callers = incoming[*node].iter().filter(|from| is_forward(**from, *node));
        layer[*node] = callers.map(|from| layer[*from] + 1).max().unwrap_or(0);
    }
    for node in &finished {
        // What nobody calls stands right before what it calls, not far off at the left.
        let callees = || outgoing[*node].iter().filter(|to| is_forward(*node, **to)).map(|to| layer[*to]);
        if incoming[*node].is_empty()
            && let Some(nearest) = callees().min()
        {
            layer[*node] = nearest.saturating_sub(1);
        }
    }
    stand_beside(edges, &outgoing, &incoming, &mut layer);
    linked.iter().zip(layer).map(|(linked, layer)| linked.then_some(layer)).collect()
}

fn stand_beside(edges: &[Edge], outgoing: &[Vec<usize>], incoming: &[Vec<usize>], layer: &mut [usize]) {
    let is_tied = |node: usize| !outgoing[node].is_empty() || !incoming[node].is_empty();
    for edge in edges.iter().filter(|edge| edge.beside) {
        if !is_tied(edge.to) {
            layer[edge.to] = layer[edge.from];
        } else if !is_tied(edge.from) {
            layer[edge.from] = layer[edge.to];
        }
    }
}

/// The boxes in the order a depth-first walk leaves them, sources walked first.
fn walk(outgoing: &[Vec<usize>], incoming: &[Vec<usize>]) -> Vec<usize> {
    let count = outgoing.len();
    let (sources, others): (Vec<usize>, Vec<usize>) = (0..count).partition(|node| incoming[*node].is_empty());
    let mut seen = vec![false; count];
    let mut finished = Vec::with_capacity(count);
    for start in sources.into_iter().chain(others) {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        // An explicit stack: chains may be longer than the call stack is deep.
        let mut stack = vec![(start, 0)];
        while let Some((node, next)) = stack.last_mut() {
            let Some(to) = outgoing[*node].get(*next).copied() else {
                finished.push(*node);
                stack.pop();
                continue;
            };
            *next += 1;
            if !std::mem::replace(&mut seen[to], true) {
                stack.push((to, 0));
            }
        }
    }
    finished
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrows(pairs: &[(usize, usize)]) -> Vec<Edge> {
        pairs.iter().map(|(from, to)| Edge { from: *from, to: *to, beside: false }).collect()
    }

    #[test]
    fn callees_stand_right_of_their_callers() {
        let layers = layers(&[true; 5], &arrows(&[(0, 1), (1, 2), (0, 2), (4, 2)]));
        assert_eq!(layers, [Some(0), Some(1), Some(2), Some(0), Some(1)]);
    }

    #[test]
    fn circles_are_cut() {
        let layers = layers(&[true; 4], &arrows(&[(0, 1), (1, 2), (2, 3), (3, 1)]));
        assert_eq!(layers, [Some(0), Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn a_replica_stands_beside_its_primary() {
        let mut edges = arrows(&[(0, 1)]);
        edges.push(Edge { from: 1, to: 2, beside: true });
        assert_eq!(layers(&[true; 3], &edges), [Some(0), Some(1), Some(1)]);
    }

    #[test]
    fn a_chain_longer_than_the_call_stack_is_laid_out() {
        let pairs: Vec<(usize, usize)> = (0..200_000).map(|node| (node, node + 1)).collect();
        assert_eq!(layers(&vec![true; 200_001], &arrows(&pairs)).last(), Some(&Some(200_000)));
    }
}
