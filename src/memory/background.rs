//! How usual words are in a language of the memory, estimated from some of its segments.

use super::Memory;
use super::keys::hash;
use crate::lang::LanguageTag;

/// How many segments of a shard are looked at.
const SAMPLE: usize = 2_000;

impl Memory {
    /// In which share of the segments of a language each of some stems stands, from 0 to 1, by a
    /// sample of segments drawn evenly over all lengths.
    pub fn shares_of_segments(&self, language: &LanguageTag, stems: &[&str]) -> Vec<f64> {
        let mut counts = vec![0usize; stems.len()];
        let mut seen = 0;
        for (place, shard) in self.shards.iter().enumerate() {
            if !shard.language().goes_with(language) {
                continue;
            }
            let tokens: Vec<Option<u32>> =
                stems.iter().map(|stem| shard.token(hash(stem))).collect();
            let step = shard.len().div_ceil(SAMPLE).max(1);
            for segment in shard.of_lengths(0, usize::MAX).step_by(step) {
                if !self.is_current(place, shard.unit(segment)) {
                    continue;
                }
                seen += 1;
                let own: Vec<u32> = shard.tokens(segment).collect();
                for (count, token) in counts.iter_mut().zip(&tokens) {
                    *count += usize::from(token.is_some_and(|token| own.contains(&token)));
                }
            }
        }
        for (_, own) in self
            .fresh_places()
            .filter(|(_, own)| own.goes_with(language))
        {
            let (here, looked_at) = self.fresh.sample(own, stems, SAMPLE);
            seen += looked_at;
            for (count, here) in counts.iter_mut().zip(here) {
                *count += here;
            }
        }
        // No sample is so large.
        #[expect(clippy::cast_precision_loss)]
        let share = |count: usize| count as f64 / (seen.max(1)) as f64;
        counts.into_iter().map(share).collect()
    }
}
