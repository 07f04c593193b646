//! The sound of names in Chinese: by which characters foreign names are written, so that 卡瓦诺
//! is heard as Kavanaugh.
//!
//! Agencies write foreign names with some hundreds of characters, one for a consonant with its
//! vowel (the tables of "Names of the World's Peoples", Xinhua). The key keeps the consonants in
//! the classes of [`name_key`](super::name_key), with an n where the syllable ends in one; r and l
//! are one sound, and both are `l`.

use pinyin::{Pinyin, ToPinyin};

use super::{name_key, name_similarity};
use crate::text::simplified;

/// The characters of each sound.
const SOUNDS: &[(&str, &str)] = &[
    (
        "b",
        "巴芭柏包保鲍贝比彼毕波博伯布勃玻拜白碧蓓别北杯帕派佩皮珀坡普蒲浦葩佰泊卜",
    ),
    ("bn", "班邦本宾潘庞彭平滨朋朴"),
    ("f", "法菲费佛弗福芙夫富瓦威韦维魏沃娃薇华怀惠卫伟渥斐"),
    ("fn", "凡范方芬丰冯万旺温文翁芳"),
    ("t", "达大戴道德得迪蒂杜多黛代狄笛堤塔泰陶特提图托忒铁太度"),
    ("tn", "丹当登邓丁东敦顿坦汤滕廷汀通屯坛唐腾田"),
    ("s", "萨塞赛斯丝思苏索瑟色撒泽兹佐祖茨次措策采史司西锡扎兹"),
    ("sn", "桑森孙松散赞曾宗辛圣逊生仙参"),
    (
        "c",
        "沙莎绍舍谢什施舒朔希夏肖休许雪查柴彻奇齐恰乔丘切哲朱卓珠治吉贾杰捷久居佳嘉柔车乍",
    ),
    ("cn", "珊山尚申盛兴欣香昌陈成钱琴青詹张简娟真珍准"),
    ("k", "卡凯考科柯克库阔可喀加盖高戈哥格古贵圭果葛噶基奎夸吉"),
    ("kn", "坎康肯昆堪甘冈根金京贡孔宽"),
    ("h", "哈海豪赫黑胡霍浩侯候赫"),
    ("hn", "汉翰杭亨洪汗罕恒"),
    (
        "l",
        "拉莱来赖劳勒雷蕾里利莉丽理黎立列卢鲁露路罗洛略吕留刘廖娄瑞若茹儒热尔耳娅",
    ),
    ("ln", "兰朗林琳灵龙隆伦仑廉连良荣容让"),
    ("m", "马玛麦迈毛梅美米密莫默穆姆缪木墨蜜摩马媚"),
    ("mn", "曼芒门蒙孟敏明闵"),
    ("n", "纳娜乃奈内尼妮纽努诺涅聂恩安昂因英扬杨延云"),
    ("nn", "南楠能年宁农"),
    ("", "阿艾爱奥埃厄欧伊约尤雅亚叶耶于乌吴伍瓮依"),
];

/// The classes of a character with which names are written; `None` of others.
fn sound(letter: char) -> Option<&'static str> {
    let of = SOUNDS.iter().find(|(_, letters)| letters.contains(letter));
    of.map(|(classes, _)| *classes)
}

/// The key of a name in Chinese characters; `None` where one of them writes no names. Linear in
/// the name.
///
/// ```
/// use tarjuman::similarity::{han_key, han_similarity};
///
/// assert_eq!(han_key("卡瓦诺").as_deref(), Some("kfn"));
/// assert_eq!(han_key("联合国"), None);
/// assert!(han_similarity("Kavanaugh", "卡瓦诺") > 0.7);
/// assert!(han_similarity("Mueller", "卡瓦诺") < 0.5);
/// ```
pub fn han_key(name: &str) -> Option<String> {
    let mut key = String::new();
    for letter in name.chars() {
        for class in sound(letter)?.chars() {
            if !key.ends_with(class) {
                key.push(class);
            }
        }
    }
    Some(key)
}

/// The key of a name in Chinese characters of which one may be none that is usual in names: that
/// one by its pinyin (蓬佩奥, Pompeo). `None` where more are not. Linear in the name.
///
/// ```
/// use tarjuman::similarity::{han_key, han_mixed_key};
///
/// assert_eq!(han_key("蓬佩奥"), None);
/// assert_eq!(han_mixed_key("蓬佩奥").as_deref(), Some("bnb"));
/// assert_eq!(han_mixed_key("联合国"), None);
/// ```
pub fn han_mixed_key(name: &str) -> Option<String> {
    let mut key = String::new();
    let mut unusual = 0;
    for letter in name.chars().map(simplified) {
        let classes = match sound(letter) {
            Some(classes) => classes.to_owned(),
            None => {
                unusual += 1;
                syllable_key(letter.to_pinyin()?.plain(), Reading::Plain)
            }
        };
        key.push_str(&classes);
    }
    (unusual <= 1).then(|| without_doubles(&key))
}

/// How alike a name in an alphabet and one in Chinese characters sound, 0–1; 0 where the
/// characters write no names.
pub fn han_similarity(name: &str, characters: &str) -> f64 {
    let own = heard(&name_key(name));
    han_key(characters).map_or(0.0, |key| name_similarity(&own, &key))
}

/// The keys of a name in Chinese characters, for each way to read it: as foreign names are
/// written ([`han_key`]), and by pinyin, as a Chinese name is written in Latin letters (Xi
/// Jinping), as it sounds, with ng as one consonant or two (جین‌پینگ), and as Cyrillic writes it
/// (Palladius: Си Цзиньпин). Traditional characters are taken for the simplified ones. Empty
/// where a character has no reading. r and l are one sound, `l`: compare by [`han_likeness`].
/// Linear in the name.
///
/// ```
/// use tarjuman::similarity::{han_keys, han_likeness, name_key};
///
/// let likeness = |name: &str, characters: &str| {
///     let key = name_key(name);
///     let each = han_keys(characters).into_iter();
///     each.map(|han| han_likeness(&key, &han)).fold(0.0, f64::max)
/// };
/// assert!(likeness("Patrushev", "帕特魯舍夫") > 0.9);
/// assert!(likeness("XiJinping", "习近平") > 0.9);
/// assert!(likeness("ЦзиньПин", "近平") > 0.9);
/// assert!(likeness("Patrushev", "习近平") < 0.5);
/// ```
pub fn han_keys(name: &str) -> Vec<String> {
    let name: String = name.chars().map(simplified).collect();
    let syllables: Option<Vec<&str>> = name
        .as_str()
        .to_pinyin()
        .map(|syllable| syllable.map(Pinyin::plain))
        .collect();
    let mut keys: Vec<String> = Vec::new();
    let mut add = |key: String| {
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    };
    han_key(&name).into_iter().for_each(&mut add);
    if let Some(syllables) = syllables {
        add(heard(&name_key(&syllables.concat())));
        for reading in [Reading::Plain, Reading::Velar, Reading::Palladius] {
            let each = syllables.iter().map(|own| syllable_key(own, reading));
            add(without_doubles(&each.collect::<String>()));
        }
    }
    keys
}

/// How alike the key of a name in an alphabet ([`name_key`]) and one of [`han_keys`] are, 0–1. An
/// m for an n costs half: Chinese syllables end in no m (特朗普, Trump).
pub fn han_likeness(key: &str, han: &str) -> f64 {
    let own = heard(key);
    let likeness = name_similarity(&own, han);
    let nasal = |key: &str| without_doubles(&key.replace('m', "n"));
    likeness.max(f64::midpoint(
        likeness,
        name_similarity(&nasal(&own), &nasal(han)),
    ))
}

/// How a syllable of pinyin is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// ng is n.
    Plain,
    /// ng is two consonants.
    Velar,
    /// As Cyrillic writes it: j, q and x are like z, c and s, r is like zh.
    Palladius,
}

/// The classes of a syllable of pinyin without its tone.
fn syllable_key(syllable: &str, reading: Reading) -> String {
    let is_palladius = reading == Reading::Palladius;
    let initial = match syllable.chars().next() {
        Some('b' | 'p') => "b",
        Some('f' | 'w') => "f",
        Some('d' | 't') => "t",
        Some('g' | 'k') => "k",
        Some('h') => "h",
        Some('l') => "l",
        Some('m') => "m",
        Some('n') => "n",
        Some('r') => ["l", "c"][usize::from(is_palladius)],
        Some('j' | 'q' | 'x') => ["c", "s"][usize::from(is_palladius)],
        Some('z' | 'c' | 's') if syllable.chars().nth(1) == Some('h') => "c",
        Some('z' | 'c' | 's') => "s",
        _ => "",
    };
    let last = match () {
        () if syllable.ends_with("ng") && reading == Reading::Velar => "nk",
        () if syllable.ends_with("ng") || syllable.len() > 1 && syllable.ends_with('n') => "n",
        () if syllable.len() > 1 && syllable.ends_with('r') => "l",
        () => "",
    };
    format!("{initial}{last}")
}

/// A key in which r and l are one sound.
fn heard(key: &str) -> String {
    without_doubles(&key.replace('r', "l"))
}

fn without_doubles(key: &str) -> String {
    let mut once = String::with_capacity(key.len());
    for class in key.chars() {
        if !once.ends_with(class) {
            once.push(class);
        }
    }
    once
}
