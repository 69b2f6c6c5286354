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
}


def error_reason(error: OSError) -> str:
    """The reason in a few words; where it has none, the system's error number."""
    code = error.errno or 0
    if code == 0 and error.strerror:  # raised by ourselves, in Chinese
        return error.strerror
    return _REASONS.get(code) or f"系统报 {errno.errorcode.get(code, '不明原因')}"
