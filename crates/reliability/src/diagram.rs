//! Binary decision diagrams of coherent functions and zero-suppressed ones of their minimal cut sets.
//!
//! R. E. Bryant: Graph-based algorithms for Boolean function manipulation. IEEE Transactions on
//! Computers 35(8), 1986. S. Minato: Zero-suppressed BDDs for set manipulation in combinatorial
//! problems. DAC 1993. A. Rauzy: New algorithms for fault trees analysis. Reliability Engineering &
//! System Safety 40(3), 1993.
//!
//! Both kinds share one store. Nothing recurses, so that a diagram may be as deep as it has variables.

use linchpin_sorted::Arrange;

use crate::store::{Cache, Decision, Exhausted, FALSE, Ref, Store, TRUE};

/// What is computed of two nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operation {
    /// Both happen.
    And,
    /// One happens.
    Or,
    /// The sets of the first that do not bring the second about.
    Without,
    /// The first, or that more variables happen on the way than the second says, which is a number.
    UpTo,
}

/// A step of an operation that is yet to be done.
#[derive(Debug, Clone, Copy)]
enum Task {
    /// Find the result for two nodes.
    Visit(Ref, Ref),
    /// Put together the last two results.
    Combine(u32, Ref, Ref),
}

/// Diagrams over one order of variables.
#[derive(Debug)]
pub(crate) struct Diagrams {
    pub(crate) store: Store,
    caches: [Cache; 4],
    tasks: Vec<Task>,
    results: Vec<Ref>,
    steps_left: u64,
    most_failures: Option<u32>,
}

impl Diagrams {
    /// Room for this many nodes and time for this many steps.
    pub(crate) fn new(nodes: usize, steps: u64) -> Self {
        Self {
            store: Store::new(nodes),
            caches: [Cache::new(), Cache::new(), Cache::new(), Cache::new()],
            most_failures: None,
            tasks: Vec::new(),
            results: Vec::new(),
            steps_left: steps,
        }
    }

    /// More room, and time from now on.
    pub(crate) fn extend(&mut self, nodes: usize, steps: u64) {
        self.store.extend(nodes);
        self.steps_left = steps;
    }

    /// From now on, what comes with more than so many variables at once counts as happening. Diagrams are then
    /// those of functions between the one asked for and the same "or more than so many happen".
    pub(crate) fn follow_up_to(&mut self, failures: u32) {
        self.most_failures = Some(failures);
    }

    /// The variable of a level.
    pub(crate) fn variable(&mut self, level: u32) -> Result<Ref, Exhausted> {
        self.store.insert(Decision { level, low: FALSE, high: TRUE })
    }

    /// All of them happen.
    pub(crate) fn and(&mut self, nodes: Vec<Ref>) -> Result<Ref, Exhausted> {
        self.fold(Operation::And, nodes, TRUE)
    }

    /// One of them happens.
    pub(crate) fn or(&mut self, nodes: Vec<Ref>) -> Result<Ref, Exhausted> {
        self.fold(Operation::Or, nodes, FALSE)
    }

    /// From the bottom up, most operations only put something on top.
    fn fold(&mut self, operation: Operation, mut nodes: Vec<Ref>, neutral: Ref) -> Result<Ref, Exhausted> {
        nodes.arrange_by_key(|node| std::cmp::Reverse(self.store.level(*node)));
        nodes.into_iter().try_fold(neutral, |all, node| self.combine(operation, node, all))
    }

    /// And or or, as far as failures are followed.
    fn combine(&mut self, operation: Operation, f: Ref, g: Ref) -> Result<Ref, Exhausted> {
        let whole = self.apply(operation, f, g)?;
        self.most_failures.map_or(Ok(whole), |failures| self.apply(Operation::UpTo, whole, failures))
    }

    /// The weights of those that happen add up to at least `needed`.
    pub(crate) fn at_least(&mut self, needed: u64, mut nodes: Vec<(Ref, u64)>) -> Result<Ref, Exhausted> {
        nodes.arrange_by_key(|(node, _)| std::cmp::Reverse(self.store.level(*node)));
        // What the nodes so far need to contribute, 0 to `needed`.
        let width = usize::try_from(needed).map_err(|_| Exhausted)?.checked_add(1).ok_or(Exhausted)?;
        if width.saturating_mul(nodes.len()) as u64 > self.steps_left {
            return Err(Exhausted);
        }
        let mut reached = vec![FALSE; width];
        reached[0] = TRUE;
        let mut sum = 0u64;
        for (node, weight) in nodes {
            sum = sum.saturating_add(weight);
            for need in (1..width.min(sum.saturating_add(1).min(needed + 1) as usize)).rev() {
                let rest = need.saturating_sub(weight.min(needed) as usize);
                let with = self.combine(Operation::And, node, reached[rest])?;
                reached[need] = self.combine(Operation::Or, with, reached[need])?;
            }
        }
        Ok(reached[width - 1])
    }

    /// The minimal cut sets of a coherent function: from the node of the function to that of the sets.
    pub(crate) fn minimal_cut_sets(&mut self, function: Ref) -> Result<Ref, Exhausted> {
        let below = self.store.below(function);
        let mut sets = vec![FALSE; function.max(TRUE) as usize + 1];
        sets[TRUE as usize] = TRUE;
        for node in below {
            let Decision { level, low, high } = self.store.get(node);
            let without = sets[low as usize];
            // What is left over of those with the event when those without it are gone.
            let with = self.apply(Operation::Without, sets[high as usize], low)?;
            sets[node as usize] = self.family(level, without, with)?;
        }
        Ok(sets[function as usize])
    }

    fn family(&mut self, level: u32, low: Ref, high: Ref) -> Result<Ref, Exhausted> {
        if high == FALSE { Ok(low) } else { self.store.insert(Decision { level, low, high }) }
    }

    fn apply(&mut self, operation: Operation, f: Ref, g: Ref) -> Result<Ref, Exhausted> {
        self.tasks.clear();
        self.results.clear();
        self.visit(operation, f, g)?;
        while let Some(task) = self.tasks.pop() {
            match task {
                Task::Visit(f, g) => self.visit(operation, f, g)?,
                Task::Combine(level, f, g) => {
                    // Each `Combine` lies below two `Visit`s, which leave one result each.
                    let (Some(high), Some(low)) = (self.results.pop(), self.results.pop()) else {
                        return Err(Exhausted);
                    };
                    let result = match operation {
                        Operation::Without => self.family(level, low, high)?,
                        _ if low == high => low,
                        _ => self.store.insert(Decision { level, low, high })?,
                    };
                    let cache = &mut self.caches[operation as usize];
                    cache.fit(self.store.len());
                    cache.insert(f, g, result);
                    self.results.push(result);
                }
            }
        }
        self.results.pop().ok_or(Exhausted)
    }

    /// Leaves the result if it is known, else what there is to do to get it.
    fn visit(&mut self, operation: Operation, f: Ref, g: Ref) -> Result<(), Exhausted> {
        let (f, g) = match operation {
            Operation::Without => (f, self.skipped(f, g)?),
            Operation::UpTo => (f, g),
            Operation::And | Operation::Or => (f.min(g), f.max(g)),
        };
        let known = trivial(operation, f, g).or_else(|| self.caches[operation as usize].find(f, g));
        if let Some(result) = known {
            self.results.push(result);
            return Ok(());
        }
        self.steps_left = self.steps_left.checked_sub(1).ok_or(Exhausted)?;
        let a = self.store.get(f);
        let (level, low, high) = if operation == Operation::UpTo {
            let high = g.checked_sub(1).map_or((TRUE, 0), |left| (a.high, left));
            (a.level, (a.low, g), high)
        } else {
            let b = self.store.get(g);
            let level = a.level.min(b.level);
            let parts = |node: Ref, decision: Decision| {
                if decision.level == level { (decision.low, decision.high) } else { (node, node) }
            };
            let ((f_low, f_high), (g_low, g_high)) = (parts(f, a), parts(g, b));
            (level, (f_low, g_low), (f_high, g_high))
        };
        self.tasks.push(Task::Combine(level, f, g));
        self.tasks.push(Task::Visit(high.0, high.1));
        self.tasks.push(Task::Visit(low.0, low.1));
        Ok(())
    }

    /// A variable that is in none of the sets does not happen in them.
    fn skipped(&mut self, sets: Ref, mut function: Ref) -> Result<Ref, Exhausted> {
        if sets <= TRUE {
            return Ok(function);
        }
        let level = self.store.level(sets);
        while self.store.level(function) < level {
            function = self.store.get(function).low;
            self.steps_left = self.steps_left.checked_sub(1).ok_or(Exhausted)?;
        }
        Ok(function)
    }
}

fn trivial(operation: Operation, f: Ref, g: Ref) -> Option<Ref> {
    match operation {
        Operation::And if f == FALSE => Some(FALSE),
        Operation::And if f == TRUE || f == g => Some(g),
        Operation::Or if f == TRUE => Some(TRUE),
        Operation::Or if f == FALSE || f == g => Some(g),
        // For `f < g`, the second is an end only if the first is.
        Operation::And | Operation::Or => None,
        Operation::Without if f == FALSE || g == TRUE => Some(FALSE),
        // Nothing brings nothing about: a function that is no end does not hold for the empty set.
        Operation::Without if g == FALSE || f == TRUE => Some(f),
        Operation::UpTo if f <= TRUE => Some(f),
        Operation::Without | Operation::UpTo => None,
    }
}
