//! Directed graphs as the analysis walks them: compact, and never by recursion, so that no design is
//! too deep.

use linchpin_document::Arrange;
use std::ops::Range;

/// A directed graph over the nodes `0..len`.
#[derive(Debug, Clone)]
pub(crate) struct Graph {
    starts: Vec<usize>,
    targets: Vec<usize>,
}

impl Graph {
    /// The graph of so many nodes: `successors` adds those of each in turn.
    pub(crate) fn of(count: usize, successors: &dyn Fn(usize, &mut Vec<usize>)) -> Self {
        let mut graph = Self { starts: Vec::with_capacity(count + 1), targets: Vec::new() };
        graph.starts.push(0);
        for node in 0..count {
            successors(node, &mut graph.targets);
            graph.starts.push(graph.targets.len());
        }
        graph
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The successors of a node.
    pub(crate) fn successors(&self, node: usize) -> &[usize] {
        &self.targets[self.starts[node]..self.starts[node + 1]]
    }

    /// The nodes that can be reached from one, itself included.
    pub(crate) fn reachable(&self, from: usize) -> Vec<bool> {
        let mut seen = vec![false; self.len()];
        let mut open = vec![from];
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut seen[node], true) {
                open.extend(self.successors(node).iter().filter(|next| !seen[**next]));
            }
        }
        seen
    }
}

/// The strongly connected components of a graph, each after every other one it leads to.
#[derive(Debug, Clone)]
pub(crate) struct Strong {
    /// The nodes, component by component; within one, depth first with successors first.
    nodes: Vec<usize>,
    spans: Vec<Range<usize>>,
    component_of: Vec<usize>,
    cyclic: Vec<bool>,
}

const UNSEEN: usize = usize::MAX;

/// Tarjan's algorithm with its own stack.
struct Search<'a> {
    graph: &'a Graph,
    found_at: Vec<usize>,
    lowest: Vec<usize>,
    finished_at: Vec<usize>,
    open: Vec<usize>,
    trail: Vec<(usize, usize)>,
    clock: usize,
    strong: Strong,
}

impl Strong {
    /// Finds them.
    pub(crate) fn of(graph: &Graph) -> Self {
        let count = graph.len();
        let strong = Self {
            nodes: Vec::with_capacity(count),
            spans: Vec::new(),
            component_of: vec![UNSEEN; count],
            cyclic: Vec::new(),
        };
        let unseen = vec![UNSEEN; count];
        let mut search = Search {
            graph,
            found_at: unseen.clone(),
            lowest: unseen.clone(),
            finished_at: unseen,
            open: Vec::new(),
            trail: Vec::new(),
            clock: 0,
            strong,
        };
        for node in 0..count {
            if search.found_at[node] == UNSEEN {
                search.run_from(node);
            }
        }
        search.strong
    }

    /// The nodes of one.
    pub(crate) fn members(&self, component: usize) -> &[usize] {
        &self.nodes[self.spans[component].clone()]
    }

    /// The one a node lies in.
    pub(crate) fn of_node(&self, node: usize) -> usize {
        self.component_of[node]
    }

    /// Whether a node of it can reach itself.
    pub(crate) fn is_cyclic(&self, component: usize) -> bool {
        self.cyclic[component]
    }

    /// Every one, each after those it leads to.
    pub(crate) fn callees_first(&self) -> impl DoubleEndedIterator<Item = usize> + use<> {
        0..self.spans.len()
    }
}

impl Search<'_> {
    fn run_from(&mut self, root: usize) {
        self.enter(root);
        while let Some((node, next)) = self.trail.pop() {
            match self.graph.successors(node).get(next) {
                None => self.leave(node),
                Some(target) => {
                    self.trail.push((node, next + 1));
                    if self.found_at[*target] == UNSEEN {
                        self.enter(*target);
                    } else if self.strong.component_of[*target] == UNSEEN {
                        self.lowest[node] = self.lowest[node].min(self.found_at[*target]);
                    }
                }
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.found_at[node] = self.clock;
        self.lowest[node] = self.clock;
        self.clock += 1;
        self.open.push(node);
        self.trail.push((node, 0));
    }

    fn leave(&mut self, node: usize) {
        self.finished_at[node] = self.clock;
        self.clock += 1;
        if let Some((above, _)) = self.trail.last() {
            self.lowest[*above] = self.lowest[*above].min(self.lowest[node]);
        }
        if self.lowest[node] == self.found_at[node] {
            self.close(node);
        }
    }

    fn close(&mut self, root: usize) {
        let (index, start) = (self.strong.spans.len(), self.strong.nodes.len());
        while let Some(node) = self.open.pop() {
            self.strong.component_of[node] = index;
            self.strong.nodes.push(node);
            if node == root {
                break;
            }
        }
        let Self { strong, finished_at, graph, .. } = self;
        strong.nodes[start..].arrange_by_key(|node| finished_at[*node]);
        let several = strong.nodes.len() - start > 1;
        strong.cyclic.push(several || graph.successors(root).contains(&root));
        strong.spans.push(start..strong.nodes.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn graph(successors: &[Vec<usize>]) -> Graph {
        Graph::of(successors.len(), &|node, next| next.extend(&successors[node]))
    }

    #[test]
    fn a_circle_and_what_hangs_on_it() {
        let strong = Strong::of(&graph(&[vec![1], vec![2], vec![1, 3], vec![]]));
        let found: Vec<&[usize]> = strong.callees_first().map(|index| strong.members(index)).collect();
        assert_eq!(found, [&[3][..], &[2, 1], &[0]]);
        assert!(strong.is_cyclic(1) && !strong.is_cyclic(0) && !strong.is_cyclic(2));
    }

    #[test]
    fn a_chain_of_a_million_does_not_overflow_the_stack() {
        let count = 1_000_000;
        let chain = Graph::of(count, &|node, next| next.extend((node + 1 < count).then_some(node + 1)));
        assert_eq!(Strong::of(&chain).callees_first().count(), count);
    }

    proptest! {
        #[test]
        fn two_nodes_share_a_component_when_each_reaches_the_other(
            edges in proptest::collection::vec((0usize..9, 0usize..9), 0..24),
        ) {
            let mut successors = vec![Vec::new(); 9];
            edges.iter().for_each(|(from, to)| successors[*from].push(*to));
            let graph = graph(&successors);
            let strong = Strong::of(&graph);
            let reach: Vec<Vec<bool>> = (0..9).map(|node| graph.reachable(node)).collect();
            for (a, b) in (0..81).map(|pair| (pair / 9, pair % 9)) {
                    let together = strong.of_node(a) == strong.of_node(b);
                    prop_assert_eq!(together, reach[a][b] && reach[b][a]);
                    prop_assert!(!reach[a][b] || strong.of_node(b) <= strong.of_node(a));
            }
        }
    }
}
