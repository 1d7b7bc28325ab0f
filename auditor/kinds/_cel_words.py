"""What the CEL library says of a wrong expression, in Chinese; this module alone knows its English."""

import re

_TYPES = {
    "int": "整数",
    "uint": "整数",
    "double": "数",
    "float": "数",
    "string": "文字",
    "str": "文字",
    "bool": "真假值",
    "list": "列表",
    "map": "键值",
    "dict": "键值",
    "null": "空值",
    "null_type": "空值",
    "NoneType": "空值",
}
_END = "表达式没有写完"
_WRONG = (
    (r"mismatched input '<EOF>'.*|extraneous input '<EOF>'.*|no viable alternative at input '<EOF>'.*", _END),
    (r"missing '(?P<one>.+?)' at '<EOF>'", "缺少 {one}"),
    (r"missing '(?P<one>.+?)' at '(?P<two>.+)'", "{two} 之前缺少 {one}"),
    (r"token recognition error at: '= ?.*", "比较是否相等请写 =="),
    (r"token recognition error at: '(?P<one>[\"'].*)'", "引号没有成对：{one}"),
    (r"token recognition error at: '(?P<one>.*)'", "不认识的符号：{one}"),
    (r"(?:extraneous|mismatched) input '(?P<one>.+?)' expecting .*", "这里不该有 {one}"),
    (r"no viable alternative at input '(?P<one>.*)'", "这里不能写 {one}"),
    (r"unsupported syntax '(?P<one>.*)'", "不支持 {one}"),
    (r"Incomplete `.*", _END),
    (r"Unsupported operation: (?P<one>\w+) (?P<sign>\S+) (?P<two>\w+).*", "{one}与{two}之间不能用 {sign}"),
    (r"No such overload.*", "运算两边的类型不同，或这种类型不能这样用"),
    (r"Undefined variable or function: '(?P<one>.*?)'.*", "{one} 的参数类型或个数不对"),
    (r"Function 'matches' error: '(?P<one>.*?)' not a valid regex.*", "正则表达式写错了：{one}"),
    (r"Function '(?P<one>.*?)' error.*", "{one} 的参数不对"),
    (r"'(?P<one>\w+)'", "没有 {one} 这一项"),
)
_PATTERNS = tuple((re.compile(pattern, re.DOTALL), said) for pattern, said in _WRONG)


def in_chinese(message: str) -> str:
    """Return what *message* means; one that is not known stands behind a Chinese word for it."""
    for pattern, said in _PATTERNS:
        if found := pattern.fullmatch(message.strip()):
            return said.format(**{name: type_name(one) for name, one in found.groupdict().items()})
    return f"写法不对：{message.strip()}"


def type_name(name: str) -> str:
    """Return the Chinese for the name of a type; any other word as it is."""
    return _TYPES.get(name, name)
