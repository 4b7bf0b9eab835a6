//! The modules of a tree solved one after the other, as far as the limits allow.

use std::rc::Rc;

use std::collections::BTreeMap;

use crate::bounds::{self, Bounds, Parts};
use crate::cut_sets::{Family, Variable};
use crate::diagram::Diagrams;
use crate::few_failures::Hard;
use crate::modules::modules;
use crate::order::{Heuristic, Module, build};
use crate::prepare::Prepared;
use crate::probability::probability;
use crate::store::{Exhausted, Ref, Store};
use crate::tree::{BasicEvent, Gate, Node};

/// How much a solution may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Nodes of one decision diagram; each takes about 30 bytes.
    pub nodes: usize,
    /// Beyond that: cut sets up to this order,
    pub order: u32,
    /// as long as no gate has more of them than this.
    pub sets: usize,
}

impl Default for Limits {
    /// A few hundred megabytes and some ten seconds at worst.
    fn default() -> Self {
        Self { nodes: 4_000_000, order: 4, sets: 100_000 }
    }
}

/// How cut sets are found, for those who want them.
pub(crate) type FindSets = fn(&mut Diagrams, Ref) -> Result<Ref, Exhausted>;

/// When a module happens, as a decision diagram.
#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) store: Rc<Store>,
    pub(crate) root: Ref,
    pub(crate) variables: Rc<[Variable]>,
}

/// A module that was solved, as far as the limits allowed.
pub(crate) struct Solved {
    /// The gate it is.
    gate: u32,
    pub(crate) probability: Bounds,
    diagram: Option<Diagram>,
}

/// A module as a diagram.
struct Diagram {
    store: Rc<Store>,
    /// What each level stands for.
    variables: Rc<[Variable]>,
    function: Ref,
    /// Its minimal cut sets, where they are wanted and not too many.
    sets: Option<Ref>,
}

impl Solved {
    pub(crate) fn function(&self) -> Option<Function> {
        let diagram = self.diagram.as_ref()?;
        let (store, variables) = (Rc::clone(&diagram.store), Rc::clone(&diagram.variables));
        Some(Function { store, root: diagram.function, variables })
    }

    pub(crate) fn family(&self) -> Option<Family> {
        let diagram = self.diagram.as_ref()?;
        let (store, variables) = (Rc::clone(&diagram.store), Rc::clone(&diagram.variables));
        Some(Family { store, root: diagram.sets?, variables })
    }
}

pub(crate) struct Solver<'a> {
    prepared: &'a Prepared,
    events: &'a [BasicEvent],
    limits: &'a Limits,
    find_sets: Option<FindSets>,
    /// Those solved so far, inner ones first.
    modules: Vec<Solved>,
}

impl Solver<'_> {
    /// Solves the modules of a tree with a gate on top, the top last.
    pub(crate) fn run(
        prepared: &Prepared,
        events: &[BasicEvent],
        limits: &Limits,
        find_sets: Option<FindSets>,
    ) -> Vec<Solved> {
        let mut solver = Solver { prepared, events, limits, find_sets, modules: Vec::new() };
        solver.solve_modules();
        solver.modules
    }

    fn solve_modules(&mut self) {
        let is_module = modules(self.prepared, self.events.len());
        for gate in (0..is_module.len()).filter(|gate| is_module[*gate]) {
            let module = Module::of(self.prepared, &is_module, gate as u32);
            let solved = self.solve_module(&module, gate as u32);
            self.modules.push(solved);
        }
    }

    /// Small diagrams in each order first, then larger ones: a good order is found before a bad one has
    /// cost much.
    fn solve_module(&self, module: &Module, gate: u32) -> Solved {
        let mut without_sets = None;
        let mut orders: [Option<Vec<Node>>; Heuristic::EACH.len()] = Default::default();
        for nodes in self.sizes() {
            for (heuristic, order) in Heuristic::EACH.into_iter().zip(&mut orders) {
                let order = order.get_or_insert_with(|| module.order(self.prepared, heuristic));
                if order.len() >= nodes {
                    break;
                }
                let mut diagrams = Diagrams::new(nodes, nodes as u64 * STEPS_PER_NODE);
                let Ok(root) = build(self.prepared, module, order, &mut diagrams) else { continue };
                let diagram = self.diagram(order, diagrams, root);
                if diagram.sets.is_some() || self.find_sets.is_none() {
                    return self.solved(gate, diagram);
                }
                without_sets = Some(diagram);
            }
        }
        match without_sets {
            Some(diagram) => self.solved(gate, diagram),
            None => self.bounded(module, gate, orders.into_iter().flatten().next().unwrap_or_default()),
        }
    }

    /// How large diagrams may become, from one attempt to the next.
    fn sizes(&self) -> impl Iterator<Item = usize> {
        let limit = self.limits.nodes;
        [1 << 13, 1 << 16, 1 << 18, 1 << 20].into_iter().filter(move |size| *size < limit).chain([limit])
    }

    fn diagram(&self, order: &[Node], mut diagrams: Diagrams, function: Ref) -> Diagram {
        diagrams.extend(self.limits.nodes, self.limits.nodes as u64 * STEPS_PER_NODE);
        let sets = self.find_sets.and_then(|find| find(&mut diagrams, function).ok());
        let variables = order.iter().map(|node| self.variable(*node)).collect();
        diagrams.store.freeze();
        Diagram { store: Rc::new(diagrams.store), variables, function, sets }
    }

    fn solved(&self, gate: u32, diagram: Diagram) -> Solved {
        let (low, high) = self.of_levels(&diagram.variables);
        let of = |levels: &[f64]| probability(&diagram.store, diagram.function, levels);
        let probability = if low == high { Bounds::exact(of(&low)) } else { Bounds { low: of(&low), high: of(&high) } };
        Solved { gate, probability, diagram: Some(diagram) }
    }

    /// The bounds of each variable's probability.
    fn of_levels(&self, variables: &[Variable]) -> (Vec<f64>, Vec<f64>) {
        let bounds = |variable: &Variable| match variable {
            Variable::Event(event) => Bounds::exact(self.events[event.0 as usize].probability),
            Variable::Module(module) => self.modules[*module].probability,
        };
        variables.iter().map(bounds).map(|bounds| (bounds.low, bounds.high)).unzip()
    }

    /// A module too hard for diagrams.
    fn bounded(&self, module: &Module, gate: u32, order: Vec<Node>) -> Solved {
        let variables: Vec<Variable> = order.iter().map(|node| self.variable(*node)).collect();
        let (low, high) = self.of_levels(&variables);
        let few = Hard {
            prepared: self.prepared,
            module,
            order: &order,
            low: &low,
            high: &high,
            nodes: self.limits.nodes,
            steps: self.limits.nodes as u64 * STEPS_PER_NODE,
        };
        let probability = self.by_gates(module).narrowed(few.bounds());
        Solved { gate, probability, diagram: None }
    }

    /// From the bounds of each gate to those above it.
    fn by_gates(&self, module: &Module) -> Bounds {
        let mut of_gates = BTreeMap::new();
        let parents = self.parents(module);
        let mut last = Bounds::exact(0.0);
        for inner in &module.gates {
            let of = |node: Node| of_gates.get(&node).copied().unwrap_or_else(|| self.bounds(node));
            let is_variable = |node: Node| !module.contains(node);
            let own = |node: Node| parents.get(&node) == Some(&1) && is_variable(node);
            let parts = |node: Node| match node {
                Node::Gate(gate) if module.contains(node) && parents.get(&node) == Some(&1) => {
                    self.parts(gate, &of, &own)
                }
                _ if own(node) => Parts { own: of(node).high, shared: 0.0 },
                _ => Parts { own: 0.0, shared: of(node).high },
            };
            last = bounds::gate(&self.prepared.gates[*inner as usize], of, is_variable, parts);
            of_gates.insert(Node::Gate(*inner), last);
        }
        last
    }

    /// An or taken apart into what only it hangs on and the rest; any other gate counts as shared.
    fn parts(&self, gate: u32, of: &dyn Fn(Node) -> Bounds, own: &dyn Fn(Node) -> bool) -> Parts {
        match &self.prepared.gates[gate as usize] {
            Gate::Or(nodes) => {
                let part = |is_own: bool| nodes.iter().filter(move |node| own(**node) == is_own);
                let any = |is_own: bool| bounds::any(part(is_own).map(|node| of(*node).high));
                Parts { own: any(true), shared: any(false) }
            }
            Gate::And(_) | Gate::AtLeast(..) => Parts { own: 0.0, shared: of(Node::Gate(gate)).high },
        }
    }

    /// How many gates of a module each node is a child of.
    fn parents(&self, module: &Module) -> BTreeMap<Node, u32> {
        let mut parents: BTreeMap<Node, u32> = BTreeMap::new();
        for child in module.gates.iter().flat_map(|gate| self.prepared.gates[*gate as usize].children()) {
            *parents.entry(child).or_default() += 1;
        }
        parents
    }

    fn module_of(&self, gate: u32) -> Option<usize> {
        self.modules.binary_search_by_key(&gate, |solved| solved.gate).ok()
    }

    fn bounds(&self, node: Node) -> Bounds {
        match node {
            Node::Constant(happens) => Bounds::exact(f64::from(u8::from(happens))),
            Node::Event(event) => Bounds::exact(self.events[event.0 as usize].probability),
            Node::Gate(gate) => {
                let solved = self.module_of(gate).map(|module| self.modules[module].probability);
                solved.unwrap_or(Bounds { low: 0.0, high: 1.0 })
            }
        }
    }

    fn variable(&self, node: Node) -> Variable {
        match node {
            Node::Event(event) => Variable::Event(event),
            Node::Gate(gate) => Variable::Module(self.module_of(gate).unwrap_or_default()),
            // Only a tree that is decided has constants left: its diagram has no variables.
            Node::Constant(_) => Variable::Module(0),
        }
    }
}

/// Every tree that is not decided has a gate to start from.
pub(crate) fn with_gate_on_top(mut prepared: Prepared) -> Prepared {
    if matches!(prepared.top, Node::Event(_)) {
        prepared.gates.push(Gate::Or(vec![prepared.top]));
        prepared.top = Node::Gate(prepared.gates.len() as u32 - 1);
    }
    prepared
}

/// Results are forgotten and computed again when a diagram is hard; this ends that.
const STEPS_PER_NODE: u64 = 24;
