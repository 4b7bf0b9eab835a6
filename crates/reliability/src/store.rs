//! Nodes of decision diagrams, each kept once, and what was computed of them.

/// A node of a diagram, or one of the two ends.
pub(crate) type Ref = u32;

/// The end that stands for false, or for no set at all.
pub(crate) const FALSE: Ref = 0;
/// The end that stands for true, or for the empty set alone.
pub(crate) const TRUE: Ref = 1;
/// The level of the ends: below everything.
pub(crate) const END: u32 = u32::MAX;

/// There was not enough room or time for a diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exhausted;

/// A decision: what follows when the variable of this level does not happen, and when it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) level: u32,
    pub(crate) low: Ref,
    pub(crate) high: Ref,
}

/// Every decision once; children before parents.
#[derive(Debug)]
pub(crate) struct Store {
    nodes: Vec<Decision>,
    /// Open addressing: places of nodes, 0 where there is none.
    table: Vec<Ref>,
    limit: usize,
}

impl Store {
    /// Room for at most this many decisions.
    pub(crate) fn new(limit: usize) -> Self {
        let end = Decision { level: END, low: 0, high: 0 };
        Self { nodes: vec![end, end], table: vec![0; 1 << 4], limit }
    }

    /// Room for at most this many decisions from now on.
    pub(crate) fn extend(&mut self, limit: usize) {
        self.limit = self.limit.max(limit);
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn get(&self, node: Ref) -> Decision {
        self.nodes[node as usize]
    }

    pub(crate) fn level(&self, node: Ref) -> u32 {
        self.nodes[node as usize].level
    }

    /// The one node for a decision.
    pub(crate) fn insert(&mut self, decision: Decision) -> Result<Ref, Exhausted> {
        let mask = self.table.len() - 1;
        let mut place = mix(decision.level, decision.low, decision.high) & mask;
        loop {
            match self.table[place] {
                0 => break,
                found if self.nodes[found as usize] == decision => return Ok(found),
                _ => place = (place + 1) & mask,
            }
        }
        if self.nodes.len() >= self.limit {
            return Err(Exhausted);
        }
        let node = self.nodes.len() as Ref;
        self.nodes.push(decision);
        self.table[place] = node;
        if self.nodes.len() * 2 > self.table.len() {
            self.grow();
        }
        Ok(node)
    }

    fn grow(&mut self) {
        let mask = self.table.len() * 2 - 1;
        let mut table = vec![0; mask + 1];
        for (node, decision) in self.nodes.iter().enumerate().skip(2) {
            let mut place = mix(decision.level, decision.low, decision.high) & mask;
            while table[place] != 0 {
                place = (place + 1) & mask;
            }
            table[place] = node as Ref;
        }
        self.table = table;
    }

    /// Only to be read from now on.
    pub(crate) fn freeze(&mut self) {
        self.table = Vec::new();
        self.nodes.shrink_to_fit();
    }

    /// The decisions below a node, itself included, children before parents.
    pub(crate) fn below(&self, root: Ref) -> Vec<Ref> {
        let mut seen = vec![false; root as usize + 1];
        seen[root as usize] = true;
        // Children come before parents, so one pass downwards meets every parent first.
        for node in (2..=root).rev().filter(|_| root >= 2) {
            if seen[node as usize] {
                let decision = self.get(node);
                seen[decision.low as usize] = true;
                seen[decision.high as usize] = true;
            }
        }
        (2..=root).filter(|node| seen[*node as usize]).collect()
    }
}

/// Results of an operation on two nodes. Bounded: a result may be forgotten and computed again.
#[derive(Debug)]
pub(crate) struct Cache {
    entries: Vec<(Ref, Ref, Ref)>,
}

impl Cache {
    const SMALLEST: usize = 1 << 4;
    const LARGEST: usize = 1 << 22;

    pub(crate) fn new() -> Self {
        Self { entries: vec![(0, 0, 0); Self::SMALLEST] }
    }

    pub(crate) fn find(&self, f: Ref, g: Ref) -> Option<Ref> {
        let (known_f, known_g, result) = self.entries[mix(0, f, g) & (self.entries.len() - 1)];
        (known_f == f && known_g == g && f != 0).then_some(result)
    }

    pub(crate) fn insert(&mut self, f: Ref, g: Ref, result: Ref) {
        let mask = self.entries.len() - 1;
        self.entries[mix(0, f, g) & mask] = (f, g, result);
    }

    /// Keeps the cache as large as the diagrams it serves.
    pub(crate) fn fit(&mut self, nodes: usize) {
        if nodes <= self.entries.len() {
            return;
        }
        let wanted = nodes.next_power_of_two().clamp(Self::SMALLEST, Self::LARGEST);
        if wanted > self.entries.len() {
            let old = std::mem::replace(&mut self.entries, vec![(0, 0, 0); wanted]);
            old.into_iter().filter(|entry| entry.0 != 0).for_each(|(f, g, result)| self.insert(f, g, result));
        }
    }
}

fn mix(level: u32, low: Ref, high: Ref) -> usize {
    let words = (u64::from(low) << 32 | u64::from(high)) ^ (u64::from(level) << 17);
    let mixed = words.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 24) as usize
}
