//! From a fault tree to what there is to know of it.

use std::rc::Rc;
use std::sync::Arc;

use crate::bounds::{self, Bounds};
use crate::cut_sets::{CutSet, Family, Ranked, Ranking, Variable, counts};
use crate::diagram::Diagrams;
use crate::modules::modules;
use crate::order::{Heuristic, Module, build};
use crate::prepare::{Prepared, prepare, without};
use crate::probability::{derivatives, probability};
use crate::singles::singles;
use crate::store::{FALSE, Ref, Store, TRUE};
use crate::tree::{BasicEvent, EventId, FaultTree, Gate, Node};
use crate::truncated::{self, Truncation};

/// How much a solution may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Nodes of one decision diagram; each takes about 30 bytes.
    pub nodes: usize,
    /// Whether cut sets are wanted at all.
    pub cut_sets: bool,
    /// Beyond that: cut sets up to this order,
    pub order: u32,
    /// as long as no gate has more of them than this.
    pub sets: usize,
}

impl Default for Limits {
    /// A few hundred megabytes and some ten seconds at worst.
    fn default() -> Self {
        Self { nodes: 4_000_000, cut_sets: true, order: 4, sets: 100_000 }
    }
}

/// How much one basic event matters to the top event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Importance {
    /// Birnbaum: by how much the top event becomes likelier when the event is certain rather than
    /// impossible.
    pub birnbaum: f64,
    /// Fussell-Vesely: the share of the top event's probability that goes away when the event becomes
    /// impossible, `1 - P(top | not e) / P(top)` (NUREG/CR-3385).
    pub fussell_vesely: f64,
    /// Risk achievement worth: how many times likelier the top event becomes when the event is
    /// certain, `P(top | e) / P(top)` (NUREG/CR-3385).
    pub risk_achievement: f64,
}

/// What there is to know of a fault tree.
#[derive(Debug)]
pub struct Solution {
    events: Arc<[BasicEvent]>,
    probability: Bounds,
    importance: Option<Vec<Importance>>,
    /// What happens, module by module, the top last; nothing where the limits did not allow it.
    functions: Option<Vec<Function>>,
    sets: Sets,
}

/// When a module happens, as a decision diagram.
#[derive(Debug)]
struct Function {
    store: Rc<Store>,
    root: Ref,
    variables: Rc<[Variable]>,
}

#[derive(Debug)]
enum Sets {
    /// All of them, module by module, the top last.
    All { families: Vec<Family>, counts: Option<Vec<u128>>, count: Option<u128> },
    /// Those up to an order.
    UpTo(u32, Vec<CutSet>),
}

impl Solution {
    /// How likely the top event is: exactly, or where the limits did not allow that, between what bounds.
    pub fn probability(&self) -> Bounds {
        self.probability
    }

    /// How much each basic event matters, by its number; nothing where the probability is not exact.
    pub fn importance(&self) -> Option<&[Importance]> {
        self.importance.as_deref()
    }

    /// How likely the top event is if the basic events have other probabilities; nothing where that is not
    /// known exactly.
    pub fn probability_given(&self, of_event: impl Fn(EventId) -> f64) -> Option<f64> {
        let mut of_modules: Vec<f64> = Vec::new();
        for function in self.functions.as_ref()? {
            let of_variable = |variable: &Variable| match variable {
                Variable::Event(event) => of_event(*event),
                Variable::Module(module) => of_modules[*module],
            };
            let of_level: Vec<f64> = function.variables.iter().map(of_variable).collect();
            of_modules.push(probability(&function.store, function.root, &of_level));
        }
        of_modules.pop()
    }

    /// Up to which order the cut sets are known; nothing means all of them are.
    pub fn known_to_order(&self) -> Option<u32> {
        match &self.sets {
            Sets::All { .. } => None,
            Sets::UpTo(order, _) => Some(*order),
        }
    }

    /// How many minimal cut sets there are of each order, from order 0 to at most order 1,000, as far
    /// as they are known. Nothing where a number is beyond 128 bits.
    pub fn counts_by_order(&self) -> Option<Vec<u128>> {
        match &self.sets {
            Sets::All { counts, .. } => counts.clone(),
            Sets::UpTo(_, sets) => {
                let mut counts = Vec::new();
                for set in sets {
                    let order = set.order as usize;
                    counts.resize(counts.len().max(order + 1), 0);
                    counts[order] += 1;
                }
                Some(counts)
            }
        }
    }

    /// How many minimal cut sets are known; nothing where that is beyond 128 bits.
    pub fn count(&self) -> Option<u128> {
        match &self.sets {
            Sets::All { count, .. } => *count,
            Sets::UpTo(_, sets) => Some(sets.len() as u128),
        }
    }

    /// The minimal cut sets that are known, best first, found as they are taken.
    pub fn cut_sets(&self, ranking: Ranking) -> Box<dyn Iterator<Item = CutSet> + '_> {
        match &self.sets {
            Sets::All { families, .. } => Box::new(Ranked::new(families, &self.events, ranking)),
            Sets::UpTo(_, sets) => {
                let mut sets = sets.clone();
                let likelier = |a: &CutSet, b: &CutSet| b.probability.total_cmp(&a.probability);
                match ranking {
                    Ranking::Probability => sets.sort_by(likelier),
                    Ranking::Order => sets.sort_by(|a, b| a.order.cmp(&b.order).then_with(|| likelier(a, b))),
                }
                Box::new(sets.into_iter())
            }
        }
    }
}

/// The minimal cut sets up to an order, by order, then by event: quick even where all of them or the
/// probability would take long. The order reached, which is lower than asked for where there are more
/// sets than the limits allow, comes with them.
pub fn cut_sets_up_to(tree: &FaultTree, order: u32, sets: usize) -> (u32, Vec<CutSet>) {
    listed(&prepare(tree), &tree.events, order, sets)
}

/// Solves a fault tree: exactly where the limits allow it, else as far as they do.
pub fn solve(tree: &FaultTree, limits: &Limits) -> Solution {
    let prepared = with_gate_on_top(prepare(tree));
    if let Node::Constant(happens) = prepared.top {
        return decided(tree, happens);
    }
    let mut solver = Solver { prepared: &prepared, events: &tree.events, limits, modules: Vec::new() };
    solver.solve_modules();
    let probability = solver.modules.last().map_or(Bounds::exact(0.0), |module| module.probability);
    let importance = solver.importance(probability);
    let families: Option<Vec<Family>> = solver.modules.iter().map(Solved::family).collect();
    let functions = solver.modules.iter().map(Solved::function).collect();
    let sets = match families {
        Some(families) => all_sets(families, &tree.events),
        None if !limits.cut_sets => Sets::UpTo(0, Vec::new()),
        None => {
            let (order, sets) = listed(&prepared, &tree.events, limits.order, limits.sets);
            Sets::UpTo(order, sets)
        }
    };
    let probability = match &sets {
        Sets::UpTo(_, sets) if probability.value().is_none() => {
            Bounds { low: probability.low.max(disjoint(sets)), ..probability }
        }
        _ => probability,
    };
    Solution { events: tree.events.clone(), probability, importance, functions, sets }
}

/// Of a tree whose top event always or never happens.
fn decided(tree: &FaultTree, happens: bool) -> Solution {
    let (store, variables) = (Rc::new(Store::new(0)), Rc::from([]));
    let root = if happens { TRUE } else { FALSE };
    let family = Family { store: store.clone(), root, variables: Rc::clone(&variables) };
    let nothing = Importance { birnbaum: 0.0, fussell_vesely: 0.0, risk_achievement: 1.0 };
    Solution {
        events: tree.events.clone(),
        probability: Bounds::exact(f64::from(u8::from(happens))),
        importance: Some(vec![nothing; tree.events.len()]),
        functions: Some(vec![Function { store, root, variables }]),
        sets: all_sets(vec![family], &tree.events),
    }
}

/// Every tree that is not decided has a gate to start from.
fn with_gate_on_top(mut prepared: Prepared) -> Prepared {
    if matches!(prepared.top, Node::Event(_)) {
        prepared.gates.push(Gate::Or(vec![prepared.top]));
        prepared.top = Node::Gate(prepared.gates.len() as u32 - 1);
    }
    prepared
}

/// What is enough alone is in no other minimal set. Without it the tree is much smaller, and what is left
/// is looked for there.
fn listed(prepared: &Prepared, events: &[BasicEvent], order: u32, sets: usize) -> (u32, Vec<CutSet>) {
    let singles = singles(prepared, events.len());
    let rest = without(prepared, &singles);
    let alone = singles.iter().map(|event| vec![*event]).filter(|set| CutSet::of(set.clone(), events).order <= order);
    for order in (1..=order).rev() {
        if let Ok(found) = truncated::cut_sets(&rest, events, Truncation { order, sets }) {
            return (order, alone.chain(found).map(|set| CutSet::of(set, events)).collect());
        }
    }
    (0, Vec::new())
}

/// At least this likely is one of these sets: those that share no event are independent.
fn disjoint(sets: &[CutSet]) -> f64 {
    let mut likeliest: Vec<&CutSet> = sets.iter().collect();
    likeliest.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let mut taken = std::collections::BTreeSet::new();
    let mut none = 1.0;
    for set in likeliest {
        if set.events.iter().all(|event| !taken.contains(event)) {
            taken.extend(set.events.iter().copied());
            none *= 1.0 - set.probability;
        }
    }
    1.0 - none
}

fn all_sets(families: Vec<Family>, events: &[BasicEvent]) -> Sets {
    let counts = all_counts(&families, |event| events[event.0 as usize].order as usize, MOST_ORDER);
    let count = all_counts(&families, |_| 0, 0).map(|counts| counts.first().copied().unwrap_or(0));
    Sets::All { families, counts, count }
}

/// How many sets there are of each order, when events add this much to the order.
fn all_counts(families: &[Family], order: impl Fn(EventId) -> usize, most: usize) -> Option<Vec<u128>> {
    let mut of_modules: Vec<Vec<u128>> = Vec::with_capacity(families.len());
    for family in families {
        let polynomial = |variable: &Variable| match variable {
            Variable::Event(event) if order(*event) > most => Vec::new(),
            Variable::Event(event) => std::iter::repeat_n(0, order(*event)).chain([1]).collect(),
            // A module is a variable of one other only.
            Variable::Module(module) => std::mem::take(&mut of_modules[*module]),
        };
        let variables: Vec<Vec<u128>> = family.variables.iter().map(polynomial).collect();
        of_modules.push(counts(family, &variables, most)?);
    }
    of_modules.pop()
}

/// Sets of a higher order are not counted by order; none that was seen comes near.
const MOST_ORDER: usize = 1000;

/// A module that was solved, as far as the limits allowed.
struct Solved {
    /// The gate it is.
    gate: u32,
    probability: Bounds,
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
    fn function(&self) -> Option<Function> {
        let diagram = self.diagram.as_ref()?;
        let (store, variables) = (Rc::clone(&diagram.store), Rc::clone(&diagram.variables));
        Some(Function { store, root: diagram.function, variables })
    }

    fn family(&self) -> Option<Family> {
        let diagram = self.diagram.as_ref()?;
        let (store, variables) = (Rc::clone(&diagram.store), Rc::clone(&diagram.variables));
        Some(Family { store, root: diagram.sets?, variables })
    }
}

struct Solver<'a> {
    prepared: &'a Prepared,
    events: &'a [BasicEvent],
    limits: &'a Limits,
    /// Those solved so far, inner ones first.
    modules: Vec<Solved>,
}

impl Solver<'_> {
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
                if diagram.sets.is_some() || !self.limits.cut_sets {
                    return self.solved(gate, diagram);
                }
                without_sets = Some(diagram);
            }
        }
        match without_sets {
            Some(diagram) => self.solved(gate, diagram),
            None => self.bounded(module, gate),
        }
    }

    /// How large diagrams may become, from one attempt to the next.
    fn sizes(&self) -> impl Iterator<Item = usize> {
        let limit = self.limits.nodes;
        [1 << 13, 1 << 16, 1 << 18, 1 << 20].into_iter().filter(move |size| *size < limit).chain([limit])
    }

    fn diagram(&self, order: &[Node], mut diagrams: Diagrams, function: Ref) -> Diagram {
        diagrams.extend(self.limits.nodes, self.limits.nodes as u64 * STEPS_PER_NODE);
        let sets = if self.limits.cut_sets { diagrams.minimal_cut_sets(function).ok() } else { None };
        let variables = order.iter().map(|node| self.variable(*node)).collect();
        diagrams.store.freeze();
        Diagram { store: Rc::new(diagrams.store), variables, function, sets }
    }

    fn solved(&self, gate: u32, diagram: Diagram) -> Solved {
        let (low, high) = self.of_levels(&diagram);
        let of = |levels: &[f64]| probability(&diagram.store, diagram.function, levels);
        let probability = if low == high { Bounds::exact(of(&low)) } else { Bounds { low: of(&low), high: of(&high) } };
        Solved { gate, probability, diagram: Some(diagram) }
    }

    /// The bounds of each variable's probability.
    fn of_levels(&self, diagram: &Diagram) -> (Vec<f64>, Vec<f64>) {
        let bounds = |variable: &Variable| match variable {
            Variable::Event(event) => Bounds::exact(self.events[event.0 as usize].probability),
            Variable::Module(module) => self.modules[*module].probability,
        };
        diagram.variables.iter().map(bounds).map(|bounds| (bounds.low, bounds.high)).unzip()
    }

    /// A module too hard for diagrams.
    fn bounded(&self, module: &Module, gate: u32) -> Solved {
        let mut of_gates = std::collections::BTreeMap::new();
        let mut last = Bounds::exact(0.0);
        for inner in &module.gates {
            let of = |node: Node| of_gates.get(&node).copied().unwrap_or_else(|| self.bounds(node));
            last = bounds::gate(&self.prepared.gates[*inner as usize], of);
            of_gates.insert(Node::Gate(*inner), last);
        }
        Solved { gate, probability: last, diagram: None }
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

    /// From the top down: how much a module matters passes on to what is in it.
    fn importance(&self, top: Bounds) -> Option<Vec<Importance>> {
        let top = top.value()?;
        let mut birnbaum = vec![0.0; self.events.len()];
        let mut of_modules = vec![0.0; self.modules.len()];
        *of_modules.last_mut()? = 1.0;
        for index in (0..self.modules.len()).rev() {
            let diagram = self.modules[index].diagram.as_ref()?;
            let of_levels = derivatives(&diagram.store, diagram.function, &self.of_levels(diagram).0);
            for (variable, derivative) in diagram.variables.iter().zip(of_levels) {
                match variable {
                    Variable::Event(event) => birnbaum[event.0 as usize] = of_modules[index] * derivative,
                    Variable::Module(inner) => of_modules[*inner] = of_modules[index] * derivative,
                }
            }
        }
        let importance = |(event, birnbaum): (&BasicEvent, f64)| {
            let share = |part: f64| if top > 0.0 { part / top } else { 0.0 };
            Importance {
                birnbaum,
                fussell_vesely: share(event.probability * birnbaum),
                risk_achievement: if top > 0.0 { 1.0 + share((1.0 - event.probability) * birnbaum) } else { 1.0 },
            }
        };
        Some(self.events.iter().zip(birnbaum).map(importance).collect())
    }
}

/// Results are forgotten and computed again when a diagram is hard; this ends that.
const STEPS_PER_NODE: u64 = 24;
