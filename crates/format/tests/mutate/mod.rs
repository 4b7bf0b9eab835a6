//! Broken variants of valid bytes, the same on every run.

/// A small generator (xorshift64*), enough to break bytes with.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound.max(1)
    }
}

/// Hands over this many mutations of the bytes: bits flipped, bytes replaced, inserted and removed,
/// parts repeated and cut off, one to four of these at a time.
pub fn each(valid: &[u8], times: usize, mut check: impl FnMut(&[u8])) {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..times {
        let mut bytes = valid.to_vec();
        for _ in 0..=random.below(4) {
            mutate(&mut bytes, &mut random);
        }
        check(&bytes);
    }
}

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    let byte = random.below(256) as u8;
    match random.below(7) {
        _ if bytes.is_empty() => bytes.push(byte),
        0 => bytes[at] ^= 1 << random.below(8),
        1 => bytes[at] = byte,
        2 => bytes[at] = [0, 0xff, 0x7f, 0x80, b'9', b'"', b'{', b'-'][random.below(8)],
        3 => bytes.insert(at, byte),
        4 => drop(bytes.remove(at)),
        5 => bytes.truncate(at),
        _ => {
            let end = (at + 1 + random.below(16)).min(bytes.len());
            let part = bytes[at..end].to_vec();
            bytes.splice(at..at, part);
        }
    }
}
