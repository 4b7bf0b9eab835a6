//! How likely the top event is, and how much each basic event matters to that.

use std::rc::Rc;
use std::sync::Arc;

use crate::bounds::Bounds;
use crate::cut_sets::Variable;
use crate::prepare::prepare;
use crate::probability::{derivatives, probability};
use crate::singles::set_apart;
use crate::solver::{Function, Limits, Solved, Solver, with_gate_on_top};
use crate::store::{FALSE, Store, TRUE};
use crate::tree::{BasicEvent, EventId, FaultTree, Node};

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

/// How likely the top event of a tree is.
#[derive(Debug)]
pub struct Likelihood {
    pub(crate) events: Arc<[BasicEvent]>,
    pub(crate) probability: Bounds,
    /// What happens, module by module, the top last; nothing where the limits did not allow it.
    functions: Option<Vec<Function>>,
}

/// Finds how likely the top event is: exactly where the limits allow it. Quicker than
/// [`solve`](crate::solve), which also finds the cut sets.
pub fn likelihood(tree: &FaultTree, limits: &Limits) -> Likelihood {
    let prepared = with_gate_on_top(set_apart(prepare(tree), tree.events.len()));
    match prepared.top {
        Node::Constant(happens) => Likelihood::decided(tree, happens),
        _ => Likelihood::of(tree, &Solver::run(&prepared, &tree.events, limits, None)),
    }
}

impl Likelihood {
    pub(crate) fn of(tree: &FaultTree, modules: &[Solved]) -> Self {
        let probability = modules.last().map_or(Bounds::exact(0.0), |module| module.probability);
        let functions = modules.iter().map(Solved::function).collect();
        Self { events: Arc::clone(&tree.events), probability, functions }
    }

    /// Of a tree whose top event always or never happens.
    pub(crate) fn decided(tree: &FaultTree, happens: bool) -> Self {
        let (store, variables) = (Rc::new(Store::new(0)), Rc::from([]));
        let function = Function { store, root: if happens { TRUE } else { FALSE }, variables };
        let probability = Bounds::exact(f64::from(u8::from(happens)));
        Self { events: Arc::clone(&tree.events), probability, functions: Some(vec![function]) }
    }

    /// How likely the top event is: exactly, or where the limits did not allow that, between what bounds.
    pub fn probability(&self) -> Bounds {
        self.probability
    }

    /// How likely the top event is if the basic events have other probabilities; nothing where that is not
    /// known exactly.
    pub fn probability_given(&self, of_event: impl Fn(EventId) -> f64) -> Option<f64> {
        self.of_modules(of_event)?.pop()
    }

    fn of_modules(&self, of_event: impl Fn(EventId) -> f64) -> Option<Vec<f64>> {
        let mut of_modules: Vec<f64> = Vec::new();
        for function in self.functions.as_ref()? {
            let of_level = of_levels(function, &of_modules, &of_event);
            of_modules.push(probability(&function.store, function.root, &of_level));
        }
        Some(of_modules)
    }

    /// How much each basic event matters, by its number; nothing where the probability is not exact. From
    /// the top down: how much a module matters passes on to what is in it.
    pub fn importance(&self) -> Option<Vec<Importance>> {
        let functions = self.functions.as_ref()?;
        let of_event = |event: EventId| self.events[event.0 as usize].probability;
        let likely = self.of_modules(of_event)?;
        let mut birnbaum = vec![0.0; self.events.len()];
        let mut of_modules = vec![0.0; functions.len()];
        *of_modules.last_mut()? = 1.0;
        for (index, function) in functions.iter().enumerate().rev() {
            let derivatives = derivatives(&function.store, function.root, &of_levels(function, &likely, of_event));
            for (variable, derivative) in function.variables.iter().zip(derivatives) {
                match variable {
                    Variable::Event(event) => birnbaum[event.0 as usize] = of_modules[index] * derivative,
                    Variable::Module(inner) => of_modules[*inner] = of_modules[index] * derivative,
                }
            }
        }
        let top = likely.last().copied()?;
        Some(self.events.iter().zip(birnbaum).map(|(event, birnbaum)| Importance::of(event, birnbaum, top)).collect())
    }
}

/// How likely the variable of each level is.
fn of_levels(function: &Function, of_modules: &[f64], of_event: impl Fn(EventId) -> f64) -> Vec<f64> {
    let of_variable = |variable: &Variable| match variable {
        Variable::Event(event) => of_event(*event),
        Variable::Module(module) => of_modules[*module],
    };
    function.variables.iter().map(of_variable).collect()
}

impl Importance {
    fn of(event: &BasicEvent, birnbaum: f64, top: f64) -> Self {
        let share = |part: f64| if top > 0.0 { part / top } else { 0.0 };
        Self {
            birnbaum,
            fussell_vesely: share(event.probability * birnbaum),
            risk_achievement: 1.0 + share((1.0 - event.probability) * birnbaum),
        }
    }
}
