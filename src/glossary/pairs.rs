//! Countries by one character, in pairs (中俄关系, 朝美双方) and as posts (驻华大使).

use super::keys::Vocabulary;
use crate::text::Token;

/// Whether the token at a place is a name by one character where such a name can stand.
pub(super) fn is_short_name_at(
    text: &str,
    tokens: &[Token<'_>],
    at: usize,
    vocabulary: &Vocabulary,
) -> bool {
    let Some(own) = tokens.get(at) else {
        return false;
    };
    vocabulary.is_post(&text[..own.start], &text[own.end()..])
        || is_in_pair(text, tokens, at, vocabulary)
}

/// Whether the token at a place is one of a pair of names by one character, with something
/// behind the pair that follows such pairs: 中美 in 中美关系, but not in 其中美国.
fn is_in_pair(text: &str, tokens: &[Token<'_>], at: usize, vocabulary: &Vocabulary) -> bool {
    let first = [Some(at), at.checked_sub(1)];
    first.into_iter().flatten().any(|first| {
        let Some([one, other]) = tokens.get(first..first + 2) else {
            return false;
        };
        one.end() == other.start
            && is_short_name(one, vocabulary)
            && is_short_name(other, vocabulary)
            && vocabulary.may_follow_pair(&text[other.end()..])
    })
}

fn is_short_name(token: &Token<'_>, vocabulary: &Vocabulary) -> bool {
    vocabulary.is_short_name(&vocabulary.analyser().folded(token.text))
}
