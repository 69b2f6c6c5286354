"""Chinese reasons why a file cannot be read or written."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "没有这个文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件太大",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "这个位置是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被别的程序占用",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOMEM: "内存不足",
    errno.ELOOP: "链接绕成了圈",
    errno.ENOLCK: "这个磁盘不能加锁",
    errno.EOPNOTSUPP: "这个磁盘做不到",
    errno.ENODEV: "盘不在了",
    errno.ENXIO: "盘不在了",
    errno.ENOMEDIUM: "盘不在了",
}
_PULLED = "U盘松了、拔了的，请插好再试一次；还不行，请换一个U盘重新拷一份。"
_NEXT_STEPS = {
    **dict.fromkeys((errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOMEDIUM, errno.ESTALE), _PULLED),
    errno.ENOENT: "文件在U盘上的，请看看U盘插好没有，再选一次。",
    errno.ENOTDIR: "文件在U盘上的，请看看U盘插好没有，再选一次。",
    errno.EISDIR: "请选里面的文件。",
    errno.EBUSY: "请等一会儿再试。",
    errno.ENOLCK: "请先拷到本机再选一次。",
}
_OTHERWISE = "请换一个文件，或者请系统管理员看看。"


def error_reason(error: OSError) -> str:
    """The reason in a few words; where it has none, the system's error number."""
    code = error.errno or 0
    if code == 0 and error.strerror:  # raised by ourselves, in Chinese
        return error.strerror
    return _REASONS.get(code) or f"系统报 {errno.errorcode.get(code, '不明原因')}"


def unreadable(name: str, error: OSError | ValueError) -> str:
    """One sentence about a file that somebody gave: it cannot be read, why, and what to do. ``ValueError``: of a name
    that is none.
    """
    if not isinstance(error, OSError):
        return f"读不了“{name}”：文件名里有不能用的字符。请改个名字再选一次。"
    return f"读不了“{name}”：{error_reason(error)}。{_NEXT_STEPS.get(error.errno or 0, _OTHERWISE)}"
