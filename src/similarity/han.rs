//! The sound of names in Chinese: by which characters foreign names are written, so that 卡瓦诺
//! is heard as Kavanaugh.
//!
//! Agencies write foreign names with some hundreds of characters, one for a consonant with its
//! vowel (the tables of "Names of the World's Peoples", Xinhua). The key keeps the consonants in
//! the classes of [`name_key`](super::name_key), with an n where the syllable ends in one; r and l
//! are one sound, and both are `l`.

use super::{name_key, name_similarity};

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

/// How alike a name in an alphabet and one in Chinese characters sound, 0–1; 0 where the
/// characters write no names.
pub fn han_similarity(name: &str, characters: &str) -> f64 {
    let own = without_doubles(&name_key(name).replace('r', "l"));
    han_key(characters).map_or(0.0, |key| name_similarity(&own, &key))
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
