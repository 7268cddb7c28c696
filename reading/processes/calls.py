"""Calls of the Linux kernel that a process with tied hands is refused: {name: (number on x86-64, number on ARM64)}.

None where ARM64 never had that call. The numbers are those of asm/unistd_64.h and asm-generic/unistd.h.
"""

REFUSED = {
    # connections
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    # other processes: starting them
    "clone": (56, 220),
    "fork": (57, None),
    "vfork": (58, None),
    "clone3": (435, 435),
    "execveat": (322, 281),
    "unshare": (272, 97),
    "setns": (308, 268),
    # signals to them, and looking into them
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "kcmp": (312, 272),
    # limits and turns, our own and those of others
    "setrlimit": (160, 164),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setattr": (314, 274),
    "sched_setaffinity": (203, 122),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    # files: making them
    "creat": (85, None),
    "mkdir": (83, None),
    "mkdirat": (258, 34),
    "mknod": (133, None),
    "mknodat": (259, 33),
    "link": (86, None),
    "linkat": (265, 37),
    "symlink": (88, None),
    "symlinkat": (266, 36),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    # removing them, giving them other names
    "unlink": (87, None),
    "unlinkat": (263, 35),
    "rmdir": (84, None),
    "rename": (82, None),
    "renameat": (264, 38),
    "renameat2": (316, 276),
    # changing them, their rights, owners, times and attributes
    "truncate": (76, 45),
    "ftruncate": (77, 46),
    "fallocate": (285, 47),
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "setxattrat": (463, 463),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
    # memory and messages that outlive us
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # what only root may, or whoever calls themselves root in a space of their own
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "fsopen": (430, 430),
    "mount_setattr": (442, 442),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    # ways around what is looked at below
    "io_uring_setup": (425, 425),
    "openat2": (437, 437),
    "open_by_handle_at": (304, 265),
}

BECOMING = {"execve": (59, 221)}  # turns a process into another program

FIRST, SECOND, THIRD = 16, 24, 32  # where the filter finds the arguments: the lower half, the upper one 4 bytes on
WRITING = 0o1 | 0o2 | 0o100 | 0o1000  # for writing, for reading and writing, creating, emptying
ANY_BIT = 0xFFFFFFFF

NARROWED = {  # name: (numbers, where it is looked at, and the bits there that are refused)
    "open": ((2, None), [(SECOND, WRITING)]),
    "openat": ((257, 56), [(THIRD, WRITING)]),
    # Limits can be read but not set, and only our own: no other process, no new limit.
    "prlimit64": ((302, 261), [(FIRST, ANY_BIT), (THIRD, ANY_BIT), (THIRD + 4, ANY_BIT)]),
    "fcntl": ((72, 25), [(SECOND, 0x8)]),  # F_SETOWN and F_SETSIG would send signals to others
    "ioctl": ((16, 29), [(SECOND, 0x40000000)]),  # what hands something to a device or file system, as chattr does
}
