//! From formulas over names to a tree.

use std::collections::BTreeMap;

use super::Model;
use super::parse::{Connective, Defined, Expression, Kind, NOWHERE, Parsed, Term, Wrong};
use crate::tree::{Builder, EventId, Node};

/// How deep parameters may refer to parameters.
const MOST_PARAMETERS: usize = 1000;

pub(super) fn link(parsed: Parsed, top: Option<&str>) -> Result<Model, Wrong> {
    check_references(&parsed)?;
    let top = find_top(&parsed, top)?;
    let mut linker = Linker {
        parsed: &parsed,
        builder: Builder::default(),
        events: BTreeMap::new(),
        names: Vec::new(),
        without_probability: Vec::new(),
        became: vec![State::New; parsed.formulas.len()],
    };
    let node = linker.formula(parsed.gates[&top].value)?;
    Ok(Model {
        name: parsed.name.clone(),
        top: parsed.names[top].clone(),
        tree: linker.builder.finish(node),
        events: linker.names,
        without_probability: linker.without_probability,
    })
}

/// Everything referred to exists, whether or not the top needs it.
fn check_references(parsed: &Parsed) -> Result<(), Wrong> {
    for term in parsed.formulas.iter().flat_map(|formula| &formula.terms) {
        let Term::Reference(kind, name, at) = term else { continue };
        let (gate, house) = (parsed.gates.contains_key(name), parsed.house_events.contains_key(name));
        let (known, what) = match kind {
            Kind::Gate => (gate, "gate"),
            Kind::HouseEvent => (house, "house event"),
            // What nothing defines is a basic event without a probability.
            Kind::BasicEvent => (true, "basic event"),
            Kind::Any => (gate || house || parsed.basic_events.contains_key(name), "event"),
        };
        if !known {
            return Err(Wrong { at: *at, message: format!("{what} '{}' is not defined", parsed.names[*name]) });
        }
    }
    Ok(())
}

fn find_top(parsed: &Parsed, asked: Option<&str>) -> Result<usize, Wrong> {
    let nowhere = |message: String| Wrong { at: NOWHERE, message };
    if let Some(asked) = asked {
        let found = parsed.gates.keys().find(|name| parsed.names[**name] == asked).copied();
        return found.ok_or_else(|| nowhere(format!("there is no gate '{asked}'")));
    }
    if parsed.gates.is_empty() {
        return Err(nowhere("the file defines no gate".to_owned()));
    }
    let mut referred = vec![false; parsed.names.len()];
    for term in parsed.formulas.iter().flat_map(|formula| &formula.terms) {
        if let Term::Reference(Kind::Gate | Kind::Any, name, _) = term {
            referred[*name] = true;
        }
    }
    let mut roots: Vec<usize> = parsed.gates.keys().copied().filter(|name| !referred[*name]).collect();
    // In the order they are written.
    roots.sort_by_key(|name| parsed.gates[name].at);
    match roots[..] {
        [] => Err(circle(parsed)),
        [only] => Ok(only),
        _ => {
            let named: Vec<&str> = roots.iter().take(5).map(|name| parsed.names[*name].as_str()).collect();
            let more = if roots.len() > 5 { ", ..." } else { "" };
            Err(nowhere(format!(
                "there are {} top gates: {}{more}. Say which one is meant",
                roots.len(),
                named.join(", ")
            )))
        }
    }
}

/// Where every gate is referred to, following references ends up where it has been.
fn circle(parsed: &Parsed) -> Wrong {
    let inner = |name: usize| {
        let mut waiting = vec![parsed.gates[&name].value];
        while let Some(formula) = waiting.pop() {
            for term in &parsed.formulas[formula].terms {
                match term {
                    Term::Formula(inner) => waiting.push(*inner),
                    Term::Reference(_, name, _) if parsed.gates.contains_key(name) => return Some(*name),
                    _ => {}
                }
            }
        }
        None
    };
    let referrer: BTreeMap<usize, usize> =
        parsed.gates.keys().filter_map(|name| Some((inner(*name)?, *name))).collect();
    let mut name = parsed.gates.keys().next().copied().unwrap_or_default();
    for _ in 0..parsed.gates.len() {
        name = referrer.get(&name).copied().unwrap_or(name);
    }
    let at = parsed.gates.get(&name).map_or(NOWHERE, |gate| gate.at);
    Wrong { at, message: format!("gate '{}' is part of a circle: it is among its own causes", parsed.names[name]) }
}

#[derive(Debug, Clone, Copy)]
enum State {
    New,
    /// Being worked out: meeting it again is a circle.
    Open,
    Done(Node),
}

struct Linker<'a> {
    parsed: &'a Parsed,
    builder: Builder,
    /// Basic events met so far, by name.
    events: BTreeMap<usize, Node>,
    names: Vec<String>,
    without_probability: Vec<EventId>,
    became: Vec<State>,
}

impl Linker<'_> {
    /// Works out a formula and all it refers to, children first; a path of its own instead of recursion,
    /// because trees may be deeper than a stack.
    fn formula(&mut self, root: usize) -> Result<Node, Wrong> {
        let mut path = vec![(root, 0)];
        self.became[root] = State::Open;
        while let Some((formula, place)) = path.last_mut() {
            let terms = &self.parsed.formulas[*formula].terms;
            let Some(term) = terms.get(*place) else {
                let node = self.connect(*formula)?;
                self.became[*formula] = State::Done(node);
                path.pop();
                continue;
            };
            *place += 1;
            let Some((inner, at)) = self.inner(term) else { continue };
            match self.became[inner] {
                State::Done(_) => {}
                State::New => {
                    self.became[inner] = State::Open;
                    path.push((inner, 0));
                }
                State::Open => {
                    let name = match term {
                        Term::Reference(_, name, _) => self.parsed.names[*name].as_str(),
                        _ => "",
                    };
                    return Err(Wrong {
                        at,
                        message: format!("gate '{name}' is part of a circle: it is among its own causes"),
                    });
                }
            }
        }
        match self.became[root] {
            State::Done(node) => Ok(node),
            _ => Ok(Node::Constant(false)),
        }
    }

    /// The formula a term stands for, where it is one.
    fn inner(&self, term: &Term) -> Option<(usize, usize)> {
        match term {
            Term::Formula(formula) => Some((*formula, NOWHERE)),
            Term::Reference(Kind::Gate | Kind::Any, name, at) => {
                self.parsed.gates.get(name).map(|gate| (gate.value, *at))
            }
            _ => None,
        }
    }

    fn connect(&mut self, formula: usize) -> Result<Node, Wrong> {
        let parsed = self.parsed;
        let formula = &parsed.formulas[formula];
        let nodes: Vec<Node> = formula.terms.iter().map(|term| self.node(term)).collect::<Result<_, _>>()?;
        Ok(match formula.connective {
            Connective::And => self.builder.and(nodes),
            Connective::Or => self.builder.or(nodes),
            Connective::AtLeast(needed) => self.builder.at_least(needed, nodes),
            Connective::Same => nodes.first().copied().unwrap_or(Node::Constant(false)),
        })
    }

    fn node(&mut self, term: &Term) -> Result<Node, Wrong> {
        if let Some((formula, _)) = self.inner(term)
            && let State::Done(node) = self.became[formula]
        {
            return Ok(node);
        }
        match term {
            Term::Constant(value) => Ok(Node::Constant(*value)),
            Term::Reference(Kind::HouseEvent | Kind::Any, name, _) if self.parsed.house_events.contains_key(name) => {
                Ok(Node::Constant(self.parsed.house_events[name].value))
            }
            Term::Reference(_, name, at) => self.event(*name, *at),
            Term::Formula(_) => Ok(Node::Constant(false)),
        }
    }

    fn event(&mut self, name: usize, at: usize) -> Result<Node, Wrong> {
        if let Some(known) = self.events.get(&name) {
            return Ok(*known);
        }
        let defined = self.parsed.basic_events.get(&name);
        let (probability, at) = match defined {
            Some(Defined { at, value: Some(expression) }) => (Some(self.value(*expression, name, *at)?), *at),
            _ => (None, at),
        };
        if let Some(outside) = probability.filter(|probability| !(0.0..=1.0).contains(probability)) {
            let message = format!(
                "basic event '{}' has the probability {outside}, which is not within 0 and 1",
                self.parsed.names[name]
            );
            return Err(Wrong { at, message });
        }
        let node = self.builder.event(probability.unwrap_or(1.0));
        if probability.is_none() {
            self.without_probability.push(EventId(self.names.len() as u32));
        }
        self.names.push(self.parsed.names[name].clone());
        self.events.insert(name, node);
        Ok(node)
    }

    fn value(&self, mut expression: Expression, event: usize, at: usize) -> Result<f64, Wrong> {
        for _ in 0..MOST_PARAMETERS {
            match expression {
                Expression::Number(number) => return Ok(number),
                Expression::Parameter(name) => {
                    match self.parsed.parameters.get(&name).and_then(|defined| defined.value) {
                        Some(value) => expression = value,
                        None => {
                            let message = format!("parameter '{}' is not defined", self.parsed.names[name]);
                            return Err(Wrong { at, message });
                        }
                    }
                }
            }
        }
        let message = format!("the parameters of basic event '{}' go round in a circle", self.parsed.names[event]);
        Err(Wrong { at, message })
    }
}
