//! The generator of random numbers.

/// xoshiro256++ by D. Blackman and S. Vigna (ACM TOMS 47, 2021), seeded by SplitMix64, as they advise.
///
/// 256 bits of state, period 2^256 - 1; not for secrets. Integer arithmetic only, so the same numbers
/// everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// The generator of one `stream` of a `seed`. Every source and every entry has a stream of its own, so
    /// that a change in one place does not shift the chance of all others.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut mixer = SplitMix(seed);
        // Seeds are small numbers in practice: they are mixed before the stream is added.
        let mut mixer = SplitMix(mixer.next().wrapping_add(stream.wrapping_mul(0xD134_2543_DE82_EF95)));
        Self { state: [mixer.next(), mixer.next(), mixer.next(), mixer.next()] }
    }

    /// 64 random bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let result = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        result
    }

    /// Uniform in 0 <= u < 1, a multiple of 2^-53.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// Exponential with mean 1.
    #[inline]
    pub fn exponential(&mut self) -> f64 {
        -libm::log(1.0 - self.uniform())
    }

    /// Normal with mean 0 and variance 1, by the polar method of G. Marsaglia.
    pub fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                return x * libm::sqrt(-2.0 * libm::log(square) / square);
            }
        }
    }
}

/// SplitMix64 by G. Steele, D. Lea and C. Flood (OOPSLA 2014).
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// First outputs for the state 1, 2, 3, 4, as in the tests of the crate `rand_xoshiro`, made with the authors' C code.
    #[test]
    fn the_published_sequence() {
        let mut random = Random { state: [1, 2, 3, 4] };
        let expected = [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386];
        assert_eq!(expected.map(|_| random.bits()), expected);
    }

    /// First outputs of SplitMix64 for the seed 1234567, published with it in many languages.
    #[test]
    fn the_published_seeding() {
        let mut mixer = SplitMix(1_234_567);
        assert_eq!(mixer.next(), 6_457_827_717_110_365_317);
        assert_eq!(mixer.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn moments_are_those_of_the_distributions() {
        let mut random = Random::new(7, 0);
        let n = 200_000;
        let moments = |sample: &mut dyn FnMut() -> f64| {
            let values: Vec<f64> = (0..n).map(|_| sample()).collect();
            let mean = values.iter().sum::<f64>() / f64::from(n);
            (mean, values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / f64::from(n))
        };
        let near =
            |(mean, variance): (f64, f64), m: f64, v: f64| (mean - m).abs() < 0.01 && (variance - v).abs() < 0.02;
        assert!(near(moments(&mut || random.uniform()), 0.5, 1.0 / 12.0));
        assert!(near(moments(&mut || random.exponential()), 1.0, 1.0));
        assert!(near(moments(&mut || random.normal()), 0.0, 1.0));
    }

    #[test]
    fn streams_differ() {
        assert_ne!(Random::new(1, 0).bits(), Random::new(1, 1).bits());
        assert_ne!(Random::new(1, 1).bits(), Random::new(2, 0).bits());
        assert_eq!(Random::new(1, 1), Random::new(1, 1));
    }
}
