#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generate synthetic Claude Code transcripts (no real data) for benchmarks and
differential tests.  Deterministic: the same options give the same bytes.

  gen-corpus.py OUT --size 1G [--projects 24] [--days 90] [--seed 1]
                    [--traps 0.003] [--end 2026-11-20T18:00:00Z] [--jobs 2]

Writes
  OUT/projects/<project-dir>/<session-uuid>.jsonl
  OUT/projects/<project-dir>/<session-uuid>/subagents/agent-<hex>.jsonl
  OUT/truth.json    what really happened: every API request once, with its final
                    usage, summed per UTC day and model; plus how often each trap
                    was planted.  Records that a trap made unreadable or ambiguous
                    are left out of "requests" and counted under "trap_requests".

--traps RATE   share of assistant requests that get a hostile shape (see TRAPS).
               0 = no hostile record at all: every correct reader must agree with
               truth.json on such a corpus.
--edges 0|1    blank lines, CRLF, cut last lines, NUL tails, BOM ... (default 1)

Shapes are modelled on Claude Code 1.0.x - 2.1.x: key order, one line per content
block with the same message.id + requestId and a growing output_tokens, toolUseResult
duplicating the tool result, Task results carrying a "usage" object that is not a
request of its own, agent_progress lines that carry a sub-agent's message, resumed
sessions that copy history, /btw side questions that replay the parent's messages
under a new requestId with isSidechain.  File sizes follow the quantiles published by
the ccusage project (3142 files, 1239 MiB: p50 105 KB, p90 654 KB, p99 5.4 MB,
max 87 MB); usage-bearing lines come out near 80 000 per GB.
"""
import argparse
import base64
import bisect
import hashlib
import json
import os
import random
import sys
import time
from datetime import datetime, timedelta, timezone
from multiprocessing import Pool

MODELS = [  # id, weight
    ("claude-opus-4-8", 22), ("claude-opus-5", 18), ("claude-sonnet-5", 12),
    ("claude-sonnet-4-5-20250929", 14), ("claude-opus-4-5-20251101", 10),
    ("claude-haiku-4-5-20251001", 14), ("claude-sonnet-4-20250514", 4),
    ("claude-opus-4-1-20250805", 3), ("claude-fable-5-1", 1),
]
UNKNOWN_MODELS = ["claude-zeta-9-20270101", "my-proxy/house-model-7b", "acme.internal-llm-v3"]
OTHER_MODELS = ["us.anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic/claude-opus-4.5",
                "glm-4.6", "claude-sonnet-4-5@20250929"]
QUANTILES = [(0.0, 236), (0.5, 105267), (0.75, 233572), (0.9, 653972), (0.95, 1504757),
             (0.99, 5383751), (1.0, 87033471)]
SIZE_MEAN = 1238.97 * 1048576 / 3142
VERSIONS = ["1.0.44", "1.0.98", "2.0.14", "2.0.42", "2.0.76", "2.1.17", "2.1.38", "2.1.104", "2.1.181", "2.1.330"]

TRAPS = [
    "float_tokens", "negative_tokens", "string_tokens", "overflow_tokens", "missing_output",
    "null_request_id", "nested_null_id", "lone_surrogate", "bad_utf8", "deep_nesting",
    "dup_key", "spaced_json", "two_on_a_line", "ts_offset", "ts_micros", "ts_invalid",
    "ts_missing", "no_message_id", "no_request_id", "empty_request_id", "bad_version",
    "null_model", "no_model", "unknown_model", "other_model", "speed_null", "speed_turbo",
    "cache_creation_null", "cache_sum_mismatch", "cost_usd", "zero_usage", "huge_context",
    "huge_line", "type_first", "escaped_key", "advisor", "same_id_two_requests", "synthetic",
    "utf16_ts", "big_int_ok", "leading_space", "usage_null", "exp_number",
]

HEX = "0123456789abcdef"
B62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Pool_:
    """Text pools; slices never cut an escape sequence or a UTF-8 character."""

    def __init__(self, seed):
        r = random.Random(seed)
        words = ("self return import def class const let await async function struct static void int "
                 "if else for while match error result config session buffer token parse scan usage "
                 "cache model project file path line offset length map vector string value request "
                 "message content response stream tool input output index count total cost price day "
                 "the a of to and is in that with from when this will should then than only also new "
                 "/usr/lib/python3/dist-packages src/main.c README.md package.json --offline 0x7ffd "
                 "127.0.0.1 2026-11-20 ==> >>> === ... -- => -> :: && || != <= >= += {} [] ()").split()
        uni = ["naïve", "Größe", "日本語テスト", "привет", "العربية", "\\u2026", "\\u001b[32mok\\u001b[0m",
               "🚀", "👩‍💻", "\\ud83d\\ude00", "—", "“quoted”", "中文輸出", "é\\u0301"]
        frag, offs, n = [], [0], 0
        for _ in range(60000):
            k = r.randint(2, 14)
            ws = [r.choice(words) for _ in range(k)]
            x = r.random()
            if x < 0.06:
                ws.insert(r.randrange(k), r.choice(uni))
            elif x < 0.10:
                ws.insert(r.randrange(k), '\\"%s\\"' % r.choice(words))
            elif x < 0.11:
                ws.insert(r.randrange(k), "C:\\\\Users\\\\dev\\\\%s" % r.choice(words))
            elif x < 0.115:   # a transcript quoted inside a transcript: escaped, so not a record
                ws.append('{\\"type\\":\\"assistant\\",\\"message\\":{\\"usage\\":{\\"input_tokens\\":%d}}}' % r.randint(1, 9))
            s = ("%s%s\\n" % ("\\t" * r.choice((0, 0, 0, 1, 2)) if x < .5 else " " * r.choice((0, 2, 4, 8)),
                              " ".join(ws))).encode()
            frag.append(s)
            n += len(s)
            offs.append(n)
        self.text = b"".join(frag)
        self.offs = offs
        self.b64 = base64.b64encode(r.randbytes(6 * 1024 * 1024))

    def t(self, r, n):
        """About n bytes of JSON-escaped text."""
        if n <= 0:
            return b""
        L = len(self.text)
        if n > L // 2:
            reps = n // (L // 2)
            return b"".join(self.t(r, L // 2) for _ in range(reps)) + self.t(r, n - reps * (L // 2))
        i = r.randrange(bisect.bisect_right(self.offs, L - n) or 1)
        a = self.offs[i]
        j = bisect.bisect_left(self.offs, a + n, i)
        if j <= i:
            j = i + 1
        return self.text[a:self.offs[min(j, len(self.offs) - 1)]]

    def b(self, r, n):
        n -= n % 4
        out = []
        while n > 0:
            k = min(n, len(self.b64) // 2)
            a = r.randrange(len(self.b64) - k) & ~3
            out.append(self.b64[a:a + k])
            n -= k
        return b"".join(out)


def hexs(r, n):
    return "%0*x" % (n, r.getrandbits(4 * n))


def uuid(r):
    h = hexs(r, 32)
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-{'89ab'[r.randrange(4)]}{h[17:20]}-{h[20:]}"


def b62(r, n):
    return "".join(r.choices(B62, k=n))


def iso(ms):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(ms // 1000)) + ".%03dZ" % (ms % 1000)


class Truth:
    def __init__(self):
        self.days = {}
        self.requests = 0
        self.lines = 0
        self.usage_lines = 0
        self.usage_bytes = 0
        self.bytes = 0
        self.files = 0
        self.traps = {}
        self.trap_requests = 0
        self.edges = {}
        self.progress_only = [0] * 5

    def add(self, ms, model, u):
        d = time.strftime("%Y-%m-%d", time.gmtime(ms // 1000))
        row = self.days.setdefault(d, {}).setdefault(model, [0, 0, 0, 0, 0, 0])
        row[0] += 1
        row[1] += u["i"]
        row[2] += u["o"]
        row[3] += u["c5"]
        row[4] += u["c1"]
        row[5] += u["cr"]
        self.requests += 1

    def merge(self, o):
        for d, ms in o.days.items():
            for m, row in ms.items():
                t = self.days.setdefault(d, {}).setdefault(m, [0] * 6)
                for k in range(6):
                    t[k] += row[k]
        self.progress_only = [a + b for a, b in zip(self.progress_only, o.progress_only)]
        for k in ("requests", "lines", "usage_lines", "usage_bytes", "bytes", "files", "trap_requests"):
            setattr(self, k, getattr(self, k) + getattr(o, k))
        for name in ("traps", "edges"):
            t = getattr(self, name)
            for k, v in getattr(o, name).items():
                t[k] = t.get(k, 0) + v


class Session:
    """One transcript file being written."""

    def __init__(self, g, r, path, sid, cwd, version, sidechain=False, agent=None):
        self.g, self.r, self.path, self.sid, self.cwd = g, r, path, sid, cwd
        self.version, self.side, self.agent = version, sidechain, agent
        self.parent = None
        self.late = version in ("2.1.104", "2.1.181", "2.1.330")
        self.out = []
        self.size = 0
        self.branch = r.choice(["main", "main", "feature/tray-icon", "fix/scan-überlauf", ""])
        self.ctx = r.randint(12000, 24000)
        self.model = r.choices([m for m, _ in MODELS], [w for _, w in MODELS])[0]
        self.one_hour = r.random() < 0.35
        self.fast = self.model in ("claude-opus-4-8", "claude-opus-5") and r.random() < 0.06
        self.has_cost = version.startswith("1.0.4") and r.random() < 0.5
        self.crlf = False
        self.gateway = False    # a third-party endpoint: records without requestId
        self.history = []       # (line bytes, is_assistant)

    # -- low level
    def emit(self, b, usage=False, raw=False):
        if usage:
            self.g.truth.usage_lines += 1
            self.g.truth.usage_bytes += len(b) + 1
        self.g.truth.lines += 1
        eol = b"\r\n" if self.crlf else b"\n"
        self.out.append(b)
        self.out.append(eol)
        self.size += len(b) + len(eol)

    def head(self, u=None):
        p = '"%s"' % self.parent if self.parent else "null"
        a = ',"agentId":"%s"' % self.agent if self.agent else ""
        if self.late:                 # since about 2.1.100 the context keys come last
            return f'"parentUuid":{p},"isSidechain":{"true" if self.side else "false"}{a}'.encode()
        slug = ',"slug":"quiet-%s-otter"' % self.sid[:4] if self.version >= "2.0.5" else ""
        return (f'"parentUuid":{p},"isSidechain":{"true" if self.side else "false"},"userType":"external",'
                f'"cwd":{json.dumps(self.cwd, ensure_ascii=False)},"sessionId":"{self.sid}",'
                f'"version":"{self.version}","gitBranch":"{self.branch}"{a}{slug}').encode()

    def tail(self, ms):
        u = uuid(self.r)
        self.parent = u
        t = f'"uuid":"{u}","timestamp":"{iso(ms)}"'
        if self.late:
            t += (f',"userType":"external","entrypoint":"cli","cwd":{json.dumps(self.cwd, ensure_ascii=False)},'
                  f'"sessionId":"{self.sid}","version":"{self.version}","gitBranch":"{self.branch}"')
        return t.encode()

    # -- record kinds
    def user_text(self, ms):
        r, g = self.r, self.g
        n = int(min(r.lognormvariate(5.2, 1.3), 20000)) + 8
        self.emit(b'{%s,"type":"user","message":{"role":"user","content":"%s"},%s%s}' % (
            self.head(), g.pool.t(r, n), self.tail(ms),
            b',"thinkingMetadata":{"maxThinkingTokens":31999},"todos":[],"permissionMode":"acceptEdits"'
            if r.random() < .6 else b""))

    def tool_result(self, ms, tool_id, kind):
        """A user record with a tool result; the text is there twice, as in real files."""
        r, g = self.r, self.g
        if kind == "image":
            n = int(min(max(r.lognormvariate(11.8, 0.8), 30000), 3_000_000))
            d = g.pool.b(r, n)
            c = b'[{"tool_use_id":"%s","type":"tool_result","content":[{"type":"image","source":{"type":"base64","data":"%s","media_type":"image/png"}}]}]' % (tool_id, d)
            x = b'{"type":"image","file":{"base64":"%s","type":"image/png","originalSize":%d,"dimensions":{"originalWidth":1920,"originalHeight":1080}}}' % (d, n * 3 // 4)
        elif kind == "edit":
            orig = g.pool.t(r, int(min(max(r.lognormvariate(9.3, 1.0), 1500), 400_000)))
            a, b = g.pool.t(r, r.randint(60, 900)), g.pool.t(r, r.randint(60, 1400))
            c = b'[{"tool_use_id":"%s","type":"tool_result","content":"The file has been updated. Here\'s the result of running `cat -n`:\\n%s"}]' % (tool_id, b)
            x = (b'{"filePath":"%s/src/scan.c","oldString":"%s","newString":"%s","originalFile":"%s","structuredPatch":'
                 b'[{"oldStart":12,"oldLines":8,"newStart":12,"newLines":11,"lines":["%s"]}],"userModified":false,"replaceAll":false}'
                 % (self.cwd.encode(), a, b, orig, b.replace(b"\\n", b'","', 6)[:-3] if b.endswith(b'","') else b))
        elif kind == "task":
            t = g.pool.t(r, int(min(r.lognormvariate(8.3, .8), 60000)))
            c = b'[{"tool_use_id":"%s","type":"tool_result","content":[{"type":"text","text":"%s"}]}]' % (tool_id, t)
            x = (b'{"status":"completed","prompt":"%s","agentId":"%s","content":[{"type":"text","text":"%s"}],'
                 b'"totalDurationMs":%d,"totalTokens":%d,"totalToolUseCount":%d,"usage":{"input_tokens":%d,'
                 b'"cache_creation_input_tokens":%d,"cache_read_input_tokens":%d,"cache_creation":{"ephemeral_5m_input_tokens":%d,'
                 b'"ephemeral_1h_input_tokens":0},"output_tokens":%d,"service_tier":"standard"}}'
                 % (g.pool.t(r, 600), hexs(r, 7).encode(), t, r.randint(9000, 200000), r.randint(9000, 90000),
                    r.randint(1, 40), r.randint(1, 9), 2000, 40000, 2000, 900))
        else:
            big = r.random() < 0.025
            n = int(r.uniform(10_000, 500_000)) if big else int(min(r.lognormvariate(7.6, 1.3), 30000)) + 20
            t = g.pool.t(r, n)
            c = b'[{"tool_use_id":"%s","type":"tool_result","content":"%s","is_error":%s}]' % (
                tool_id, t, b"true" if r.random() < .04 else b"false")
            if kind == "bash":
                x = b'{"stdout":"%s","stderr":"","interrupted":false,"isImage":false,"noOutputExpected":false}' % t
            else:
                x = (b'{"type":"text","file":{"filePath":"%s/src/x.c","content":"%s","numLines":%d,"startLine":1,"totalLines":%d}}'
                     % (self.cwd.encode(), t, n // 60, n // 60))
        self.emit(b'{%s,"type":"user","message":{"role":"user","content":%s},%s,"toolUseResult":%s}' % (
            self.head(), c, self.tail(ms), x), usage=(kind == "task"))

    def system(self, ms):
        r, g = self.r, self.g
        self.emit(b'{%s,"type":"system","subtype":"turn_duration","durationMs":%d,%s,"isMeta":false}' % (
            self.head(), r.randint(800, 90000), self.tail(ms)))

    def progress(self, ms):
        r, g = self.r, self.g
        self.emit(b'{%s,"type":"progress","data":{"type":"bash_progress","output":"%s","fullOutput":"%s","elapsedTimeSeconds":%d,"totalLines":%d},"toolUseID":"bash-progress-%d","parentToolUseID":"toolu_%s",%s}' % (
            self.head(), g.pool.t(r, 300), g.pool.t(r, r.randint(300, 4000)), r.randint(2, 90), r.randint(2, 400),
            r.randint(0, 40), b62(r, 24).encode(), self.tail(ms)))

    def attachment(self, ms):
        r, g = self.r, self.g
        self.emit(b'{%s,"attachment":{"type":"%s","content":"%s","itemCount":%d},"type":"attachment",%s}' % (
            self.head(), r.choice([b"todo_reminder", b"hook_success", b"edited_text_file", b"task_reminder"]),
            g.pool.t(r, int(min(r.lognormvariate(6.5, 1), 40000))), r.randint(0, 9), self.tail(ms)))

    def snapshot(self, ms):
        r = self.r
        mid = uuid(r)
        files = ",".join('"src/f%d.c":{"backupFileName":"%s@v%d","version":%d,"backupTime":"%s"}' % (
            k, hexs(r, 16), k + 1, k + 1, iso(ms)) for k in range(r.randint(0, 40)))
        self.emit((f'{{"type":"file-history-snapshot","messageId":"{mid}","snapshot":{{"messageId":"{mid}",'
                   f'"trackedFileBackups":{{{files}}},"timestamp":"{iso(ms)}"}},"isSnapshotUpdate":{"true" if r.random() < .5 else "false"}}}').encode())

    def small(self, ms):
        r = self.r
        k = r.randrange(6)
        if k == 5 and self.version == "2.1.330":   # the CLI's own running total; not a request
            s = (f'{{"type":"cost-state","sessionId":"{self.sid}","totalCostUSD":{r.random():.6f},"modelUsage":{{"{self.model}":'
                 f'{{"inputTokens":{r.randint(1, 999)},"outputTokens":{r.randint(1, 9999)},"cacheReadInputTokens":0,"costUSD":0.1}}}}}}')
        elif k == 0:
            s = f'{{"type":"summary","summary":"Tray scanner, Größe & 日本語","leafUuid":"{uuid(r)}"}}'
        elif k == 1:
            s = f'{{"type":"queue-operation","operation":"{"enqueue" if r.random() < .5 else "dequeue"}","timestamp":"{iso(ms)}","sessionId":"{self.sid}"}}'
        elif k == 2:
            s = f'{{"type":"ai-title","aiTitle":"Scan faster","sessionId":"{self.sid}"}}'
        elif k == 3:
            s = f'{{"type":"last-prompt","lastPrompt":"make it faster","sessionId":"{self.sid}"}}'
        else:
            s = f'{{"type":"permission-mode","permissionMode":"default","sessionId":"{self.sid}"}}'
        self.emit(s.encode())

    # -- assistant
    def new_usage(self):
        r = self.r
        cc = int(min(r.lognormvariate(6.8, 1.2), 60000)) if r.random() < .93 else 0
        u = {"i": r.choice((1, 2, 3, 4, 4, 6, 8, 10, r.randint(11, 4000))), "o": int(min(r.lognormvariate(5.3, 1.3), 32000)) + 1,
             "cr": self.ctx, "c5": 0 if self.one_hour else cc, "c1": cc if self.one_hour else 0}
        if r.random() < .02 and cc:
            u["c5"], u["c1"] = cc // 3, cc - cc // 3
        self.ctx += cc + u["o"]
        if self.ctx > 165000:
            self.ctx = r.randint(20000, 40000)     # compaction
        return u

    def usage_json(self, u, o, extra=b"", brk=True):
        v = self.version
        s = '{"input_tokens":%d,"cache_creation_input_tokens":%d,"cache_read_input_tokens":%d' % (u["i"], u["c5"] + u["c1"], u["cr"])
        # without a breakdown every written token counts as 5-minute cache
        if v >= "1.0.9" and brk:
            s += ',"cache_creation":{"ephemeral_5m_input_tokens":%d,"ephemeral_1h_input_tokens":%d}' % (u["c5"], u["c1"])
        s += ',"output_tokens":%d,"service_tier":"standard"' % o
        if v >= "2.1":
            s += ',"inference_geo":"not_available"'
        if v >= "2.0.7":
            s += ',"server_tool_use":{"web_search_requests":0,"web_fetch_requests":0}'
        if v >= "2.1.1":
            s += ',"speed":"%s"' % ("fast" if self.fast else "standard")
        return s.encode() + extra + b"}"

    def block(self, kind):
        r, g = self.r, self.g
        if kind == "thinking":
            return (b'{"type":"thinking","thinking":"%s","signature":"%s"}' % (
                g.pool.t(r, int(min(r.lognormvariate(6.3, 1.1), 20000))), g.pool.b(r, r.randint(200, 2400)))), None
        if kind == "text":
            return b'{"type":"text","text":"%s"}' % g.pool.t(r, int(min(r.lognormvariate(5.9, 1.1), 16000)) + 2), None
        tid = ("toolu_01" + b62(r, 22)).encode()
        x = r.random()
        if x < .45:
            inp, name, rk = b'{"command":"%s","description":"%s"}' % (g.pool.t(r, r.randint(20, 400)), g.pool.t(r, 40)), b"Bash", "bash"
        elif x < .70:
            inp, name, rk = b'{"file_path":"/home/dev/src/x.c","offset":%d,"limit":200}' % r.randint(0, 4000), b"Read", "read"
        elif x < .88:
            inp, name, rk = (b'{"replace_all":false,"file_path":"/home/dev/src/x.c","old_string":"%s","new_string":"%s"}'
                             % (g.pool.t(r, r.randint(40, 1500)), g.pool.t(r, r.randint(40, 3000)))), b"Edit", "edit"
        elif x < .94:
            inp, name, rk = b'{"file_path":"/home/dev/src/y.c","content":"%s"}' % g.pool.t(r, int(min(r.lognormvariate(8.2, 1), 120000))), b"Write", "read"
        elif x < .985:
            inp, name, rk = b'{"description":"Explore","prompt":"%s","subagent_type":"Explore"}' % g.pool.t(r, 900), b"Task", "task"
        else:
            inp, name, rk = b'{"file_path":"/home/dev/shot.png"}', b"Read", "image"
        return b'{"type":"tool_use","id":"%s","name":"%s","input":%s}' % (tid, name, inp), (tid, rk)

    def assistant_line(self, ms, model, mid, rid, content, stop, usage, cost=None, model_first=True, extra_tail=b""):
        rq = b'"requestId":"%s",' % rid if rid is not None else b""
        mi = b'"id":"%s",' % mid if mid is not None else b""
        mo = b'"model":"%s",' % model if model is not None else b""
        co = b'"costUSD":%s,"durationMs":3210,' % cost if cost is not None else b""
        return (b'{%s,"message":{%s%s"type":"message","role":"assistant","content":[%s],"stop_reason":%s,"stop_sequence":null,"usage":%s},%s%s"type":"assistant",%s%s}'
                % (self.head(), mo, mi, content, stop, usage, co, rq, self.tail(ms), extra_tail))

    def request(self, ms, trap=None):
        """One API request: 1-4 content blocks, one line each.  Returns (ms, tool results due)."""
        r, g = self.r, self.g
        model = self.model if r.random() < .985 else "claude-haiku-4-5-20251001"
        u = self.new_usage()
        mid = ("msg_01" + b62(r, 22)).encode()
        rid = None if self.gateway else ("req_011CV" + b62(r, 19)).encode()
        if trap and not self.gateway:
            return self.trap_request(ms, trap, model, u, mid, rid)
        blocks = []
        if r.random() < .35:
            blocks.append("thinking")
        if r.random() < .5:
            blocks.append("text")
        for _ in range(r.choices((0, 1, 2, 3), (18, 66, 12, 4))[0]):
            blocks.append("tool")
        if not blocks:
            blocks.append("text")
        due, o = [], 0
        cost = None
        if self.has_cost:
            cost = b"%.6f" % (u["i"] * 3e-6 + u["o"] * 15e-6)
        brk = self.version >= "1.0.9"
        if not brk:                       # no breakdown in the record: all of it is 5m for a reader
            u["c5"], u["c1"] = u["c5"] + u["c1"], 0
        n = len(blocks)
        t_final = ms
        # Claude Code 2.1 puts the final usage on every record of a main transcript; older versions and
        # sub-agent files keep the running count (claude-code issue 93620), and about a fifth of
        # sub-agent requests never get their final count (issue 84223): that output is lost for good.
        backfilled = self.version >= "2.1" and not self.side
        never_final = self.side and self.version >= "2.1" and r.random() < .2
        if never_final:
            u["o"] = min(u["o"], r.randint(1, 9))
            g.truth.edges["never_final"] = g.truth.edges.get("never_final", 0) + 1
        for k, kind in enumerate(blocks):
            last = k == n - 1
            c, d = self.block(kind)
            if d:
                due.append(d)
            # partial counts first, the final one only on the last line
            o = u["o"] if last or backfilled else min(u["o"], max(1, r.randint(1, 9)) if r.random() < .7 else u["o"] * (k + 1) // (n + 1) + 1)
            if last and n > 1 and not backfilled and r.random() < .05:
                # some clients write the final count, then a stale partial line
                t_final = ms
                self.emit(self.assistant_line(ms, model.encode(), mid, rid, c, b"null", self.usage_json(u, u["o"]), cost), usage=True)
                ms += r.randint(1, 400)
                c2, _ = self.block("text")
                self.emit(self.assistant_line(ms, model.encode(), mid, rid, c2, b"null", self.usage_json(u, min(2, u["o"])), cost), usage=True)
                break
            if k == 0 or not backfilled:
                t_final = ms
            self.emit(self.assistant_line(ms, model.encode(), mid, rid, c,
                                          (b'"tool_use"' if due else b'"end_turn"') if last and not never_final else b"null",
                                          self.usage_json(u, o), cost), usage=True)
            ms += r.randint(1, 2500)
        key = model + ("-fast" if self.fast and self.version >= "2.1.1" else "")
        self.g.pending.append((mid, rid, key, dict(u), ms, t_final))
        self.last_req = (mid, rid, model, u)
        return ms, due

    def trap_request(self, ms, trap, model, u, mid, rid):
        r, g = self.r, self.g
        g.truth.traps[trap] = g.truth.traps.get(trap, 0) + 1
        g.truth.trap_requests += 1
        m = model.encode()
        c = self.block("text")[0]
        U = self.usage_json(u, u["o"])
        L = lambda **k: self.assistant_line(k.get("ms", ms), k.get("model", m), k.get("mid", mid), k.get("rid", rid),
                                            k.get("c", c), b'"end_turn"', k.get("U", U), k.get("cost"),
                                            extra_tail=k.get("x", b""))
        line = None
        if trap == "float_tokens":
            line = L(U=U.replace(b'"input_tokens":%d,' % u["i"], b'"input_tokens":%d.0,' % u["i"], 1))
        elif trap == "exp_number":
            line = L(U=U.replace(b'"output_tokens":%d' % u["o"], b'"output_tokens":1e3', 1))
        elif trap == "negative_tokens":
            line = L(U=U.replace(b'"input_tokens":%d,' % u["i"], b'"input_tokens":-5,', 1))
        elif trap == "string_tokens":
            line = L(U=U.replace(b'"input_tokens":%d,' % u["i"], b'"input_tokens":"7",', 1))
        elif trap == "overflow_tokens":
            line = L(U=U.replace(b'"input_tokens":%d,' % u["i"], b'"input_tokens":99999999999999999999,', 1))
        elif trap == "big_int_ok":
            line = L(U=U.replace(b'"input_tokens":%d,' % u["i"], b'"input_tokens":3000000,', 1))
        elif trap == "missing_output":
            line = L(U=U.replace(b'"output_tokens":%d,' % u["o"], b"", 1))
        elif trap == "null_request_id":
            line = L().replace(b'"requestId":"%s"' % rid, b'"requestId":null')
        elif trap == "empty_request_id":
            line = L().replace(b'"requestId":"%s"' % rid, b'"requestId":""')
        elif trap == "nested_null_id":
            line = L(c=b'{"type":"tool_use","id":"toolu_x","name":"mcp__db__get","input":{"id":null,"model":null}}')
        elif trap == "lone_surrogate":
            line = L(c=b'{"type":"text","text":"cut emoji \\ud83d here"}')
        elif trap == "bad_utf8":
            line = L(c=b'{"type":"text","text":"latin1 caf\xe9 \xff\xfe \xc3\x28 \xed\xa0\x80"}')
        elif trap == "deep_nesting":
            line = L(c=b'{"type":"tool_use","id":"toolu_d","name":"deep","input":{"x":%s1%s}}' % (b"[" * 400, b"]" * 400))
        elif trap == "dup_key":
            line = L(x=b',"requestId":"%s"' % rid)
        elif trap == "spaced_json":
            line = json.dumps(json.loads(L(c=b'{"type":"text","text":"spaced"}'))).encode()
        elif trap == "two_on_a_line":
            line = L() + L(mid=mid[:-2] + b"zz", rid=rid[:-2] + b"zz")
        elif trap == "ts_offset":
            line = L().replace(b'"timestamp":"%s"' % iso(ms).encode(), b'"timestamp":"%s"' % iso(ms).encode().replace(b"Z", b"+05:30"))
        elif trap == "ts_micros":
            line = L().replace(b'"timestamp":"%s"' % iso(ms).encode(), b'"timestamp":"%s"' % iso(ms).encode().replace(b"Z", b"123Z"))
        elif trap == "ts_invalid":
            line = L().replace(b'"timestamp":"%s"' % iso(ms).encode(), b'"timestamp":"yesterday"')
        elif trap == "ts_missing":
            line = L().replace(b',"timestamp":"%s"' % iso(ms).encode(), b"")
        elif trap == "utf16_ts":
            line = L().replace(b'"timestamp":"2', b'"timestamp":"\\u0032')
        elif trap == "no_message_id":
            line = L(mid=None)
        elif trap == "no_request_id":
            line = L(rid=None)
        elif trap == "bad_version":
            line = L().replace(b'"version":"%s"' % self.version.encode(), b'"version":"unknown"')
        elif trap == "null_model":
            line = L().replace(b'"model":"%s"' % m, b'"model":null')
        elif trap == "no_model":
            line = L(model=None)
        elif trap == "unknown_model":
            line = L(model=r.choice(UNKNOWN_MODELS).encode())
        elif trap == "other_model":
            line = L(model=r.choice(OTHER_MODELS).encode())
        elif trap == "speed_null":
            line = L(U=U[:-1].replace(b',"speed":"standard"', b"").replace(b',"speed":"fast"', b"") + b',"speed":null}')
        elif trap == "speed_turbo":
            line = L(U=U[:-1].replace(b',"speed":"standard"', b"").replace(b',"speed":"fast"', b"") + b',"speed":"turbo"}')
        elif trap == "cache_creation_null":
            i = U.find(b',"cache_creation":{')
            V = U if i < 0 else U[:i] + b',"cache_creation":null' + U[U.index(b"}", i) + 1:]
            line = L(U=V if i >= 0 else U[:-1] + b',"cache_creation":null}')
        elif trap == "cache_sum_mismatch":
            line = L(U=b'{"input_tokens":3,"cache_creation_input_tokens":9000,"cache_read_input_tokens":100,"cache_creation":{"ephemeral_5m_input_tokens":1000,"ephemeral_1h_input_tokens":2000},"output_tokens":50}')
        elif trap == "cost_usd":
            line = L(cost=b"0.0123")
        elif trap == "zero_usage":
            line = L(U=b'{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}')
        elif trap == "huge_context":
            mm = r.choice([b"claude-sonnet-4-5-20250929", b"claude-sonnet-4-20250514", b"claude-opus-4-8"])
            line = L(model=mm, U=b'{"input_tokens":250000,"cache_creation_input_tokens":260000,"cache_read_input_tokens":700000,"cache_creation":{"ephemeral_5m_input_tokens":10000,"ephemeral_1h_input_tokens":250000},"output_tokens":210000}')
        elif trap == "huge_line":
            line = L(c=b'{"type":"tool_use","id":"toolu_h","name":"Write","input":{"file_path":"/x","content":"%s"}}' % g.pool.t(r, r.randint(2_000_000, 12_000_000)))
        elif trap == "type_first":
            line = (b'{"type":"assistant","timestamp":"%s","requestId":"%s","message":{"usage":%s,"id":"%s","model":"%s","role":"assistant","content":[%s]}}'
                    % (iso(ms).encode(), rid, U, mid, m, c))
        elif trap == "escaped_key":
            line = L().replace(b'"requestId":"', b'"request\\u0049d":"')
        elif trap == "advisor":
            line = L(U=U[:-1] + b',"iterations":[{"type":"message","input_tokens":1,"output_tokens":1},{"type":"advisor_message","model":"claude-opus-5","input_tokens":120,"output_tokens":900,"cache_creation_input_tokens":0,"cache_read_input_tokens":8000}]}')
        elif trap == "same_id_two_requests":
            self.emit(L(), usage=True)
            line = L(rid=rid[:-3] + b"aaa", ms=ms + 5)
        elif trap == "synthetic":
            line = (b'{%s,"message":{"id":"%s","container":null,"model":"<synthetic>","role":"assistant","stop_reason":"stop_sequence","stop_sequence":"","type":"message","usage":{"input_tokens":0,"output_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"server_tool_use":{"web_search_requests":0,"web_fetch_requests":0},"service_tier":null,"cache_creation":{"ephemeral_1h_input_tokens":0,"ephemeral_5m_input_tokens":0}},"content":[{"type":"text","text":"API Error: 529 overloaded_error"}]},"type":"assistant",%s,"error":"unknown","isApiErrorMessage":true}'
                    % (self.head(), uuid(r).encode(), self.tail(ms)))
        elif trap == "leading_space":
            line = b"  \t" + L()
        elif trap == "usage_null":
            line = L(U=b"null")
        else:
            raise SystemExit("unknown trap " + trap)
        self.emit(line, usage=True)
        return ms + 1000, []

    def agent_progress(self, ms, echo=None):
        """A progress line that carries a sub-agent's assistant message with usage: an
        echo of a request that is in the sub-agent's own file, or the only record of it."""
        r, g = self.r, self.g
        c, _ = self.block("text")
        if echo:
            mid, rid, key, u, a, ms = echo
            model = key.replace("-fast", "").encode()
            u = dict(u, o=min(u["o"], r.randint(1, 9)))
        else:
            u = self.new_usage()
            mid, rid = ("msg_01" + b62(r, 22)).encode(), ("req_011CV" + b62(r, 19)).encode()
            model = b"claude-haiku-4-5-20251001"
            po = g.truth.progress_only
            for k, v in enumerate((1, u["i"], u["o"], u["c5"] + u["c1"], u["cr"])):
                po[k] += v
        inner = (b'{"type":"assistant","timestamp":"%s","message":{"model":"%s","id":"%s","type":"message","role":"assistant","content":[%s],"stop_reason":null,"stop_sequence":null,"usage":%s},"requestId":"%s","uuid":"%s"}'
                 % (iso(ms).encode(), model, mid, c, self.usage_json(u, u["o"]), rid, uuid(r).encode()))
        self.emit(b'{%s,"type":"progress","data":{"message":%s,"normalizedMessages":[],"type":"agent_progress","prompt":"x","agentId":"%s"},"toolUseID":"agent_msg_x","parentToolUseID":"toolu_x",%s}' % (
            self.head(), inner, hexs(r, 7).encode(), self.tail(ms)), usage=True)
        return mid, rid, u, model

    def write(self, edges):
        r, t = self.r, self.g.truth
        data = b"".join(self.out)
        if edges:
            x = r.random()
            e = None
            if x < .010:
                data, e = data + data[-400:][:r.randint(5, 300)].lstrip(b"\n"), "cut_last_line"
            elif x < .015:
                data, e = data.rstrip(b"\r\n"), "no_final_newline"
            elif x < .018:
                data, e = data + b"\0" * r.choice((37, 4096, 512)), "nul_tail"
            elif x < .020:
                data, e = b"\xef\xbb\xbf" + data, "bom"
            elif x < .024:
                data, e = data + b"\n\n   \n\r\n{}\n[]\nnull\n", "junk_lines"
            if e:
                t.edges[e] = t.edges.get(e, 0) + 1
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        with open(self.path, "wb") as f:
            f.write(data)
        t.bytes += len(data)
        t.files += 1


class Gen:
    pass


POOL = None


def family(args):
    """One session with its sub-agents, resumed copies and side questions."""
    global POOL
    opt, idx, target = args
    if POOL is None:
        POOL = Pool_(opt["seed"])
    g = Gen()
    g.pool = POOL
    g.truth = Truth()
    g.pending = []
    r = random.Random("%d/%d" % (opt["seed"], idx))
    proj = opt["projects"][min(int(r.paretovariate(0.9)) - 1, len(opt["projects"]) - 1) if r.random() < .7 else r.randrange(len(opt["projects"]))]
    cwd = proj[1]
    base = os.path.join(opt["out"], "projects", proj[0])
    sid = uuid(r)
    day = r.random() ** 0.8           # a little more recent work
    t0 = opt["end"] - int((1 - day) * opt["days"] * 86400000)
    local = datetime.fromtimestamp(t0 / 1000, timezone.utc)
    hour = r.choices(range(24), [1, 1, 0, 0, 0, 0, 1, 3, 6, 9, 9, 8, 6, 8, 9, 9, 8, 6, 4, 4, 5, 5, 4, 2])[0]
    ms = int(local.replace(hour=hour, minute=r.randrange(60), second=r.randrange(60), microsecond=0).timestamp() * 1000) + r.randrange(1000)
    ms = min(ms, opt["end"] - 3600000)
    s = Session(g, r, os.path.join(base, sid + ".jsonl"), sid, cwd, r.choice(VERSIONS))
    s.crlf = bool(opt["edges"]) and r.random() < .004
    if s.crlf:
        g.truth.edges["crlf_file"] = g.truth.edges.get("crlf_file", 0) + 1
    s.gateway = bool(opt["edges"]) and r.random() < .02
    if s.gateway:
        s.model = "glm-4.6"
        g.truth.edges["gateway_session"] = g.truth.edges.get("gateway_session", 0) + 1
    agents = []
    s.small(ms)
    if r.random() < .6:
        s.snapshot(ms)
    while s.size < target and ms < opt["end"]:
        s.user_text(ms)
        ms += r.randint(400, 4000)
        for _ in range(r.choices((1, 3, 8, 20), (3, 4, 2, 1))[0]):
            trap = None
            if opt["traps"] and r.random() < opt["traps"]:
                trap = r.choice(TRAPS)
            ms, due = s.request(ms, trap)
            for tid, kind in due:
                ms += r.randint(50, 20000)
                s.tool_result(ms, tid, kind)
                if kind == "task" and len(agents) < 12 and r.random() < .8:
                    agents.append(ms)
                x = r.random()
                if x < .10:
                    s.progress(ms)
                elif x < .16:
                    s.attachment(ms)
                elif x < .18:
                    s.snapshot(ms)
            if opt["edges"] and r.random() < .0004:
                s.out.append(r.choice([b"\n", b"\r\n", b"   \n", b"\n\n"]))
                g.truth.edges["blank_line"] = g.truth.edges.get("blank_line", 0) + 1
            ms += r.randint(300, 9000)
            if s.size >= target or not due:
                break
        s.system(ms)
        if r.random() < .3:
            s.small(ms)
        ms += int(min(r.lognormvariate(10.6, 1.4), 9 * 3600e3))      # the human thinks; sometimes for hours
    main_pending = list(g.pending)
    # sub-agents: own files, own requests
    histories = []
    for a in agents:
        aid = hexs(r, 7)
        f = Session(g, r, os.path.join(base, sid, "subagents", "agent-%s.jsonl" % aid), sid, cwd, s.version, True, aid)
        f.model = r.choice(["claude-haiku-4-5-20251001", s.model])
        f.one_hour = False
        am = a
        stop = max(3000, int(min(r.lognormvariate(11, 1.1), target * .4)))
        if opt["bloat"] and a == agents[0]:
            stop = max(stop, 1_500_000)
        f.user_text(am)
        while f.size < stop:
            am += r.randint(500, 6000)
            am, due = f.request(am, r.choice(TRAPS) if opt["traps"] and r.random() < opt["traps"] else None)
            for tid, kind in due:
                am += r.randint(50, 5000)
                f.tool_result(am, tid, kind if kind != "task" else "bash")
        if opt["bloat"]:
            histories.append([x for x in f.out[::2] if x[:1] == b"{" and b'"message"' in x])
        f.write(opt["edges"])
    # agent_progress: a sub-agent's message echoed in the parent's file, or recorded only there
    sub = [x for x in g.pending[len(main_pending):] if x[1] is not None]
    if sub and r.random() < .3:
        for x in r.sample(sub, min(4, len(sub))):
            s.agent_progress(ms, x)
            g.truth.edges["agent_progress_echo"] = g.truth.edges.get("agent_progress_echo", 0) + 1
    # Claude Code 2.1.x wrote the sub-agent's whole history into every progress line
    # (anthropics/claude-code issues 18905, 19040): lines of megabytes, full of "usage":{
    if histories and r.random() < opt["bloat"]:
        hist = histories[0]
        for k in range(2, len(hist), max(1, len(hist) // 200)):
            if s.size > 400_000_000:
                break
            s.emit(b'{%s,"type":"progress","data":{"type":"agent_progress","normalizedMessages":[%s],"prompt":"x","agentId":"%s","message":%s},"toolUseID":"agent_msg_x","parentToolUseID":"toolu_x",%s}' % (
                s.head(), b",".join(hist[:k]), hexs(r, 7).encode(), hist[k], s.tail(ms)), usage=True)
            g.truth.edges["bloated_progress"] = g.truth.edges.get("bloated_progress", 0) + 1
    if opt["edges"] and r.random() < .04:
        for _ in range(r.randint(1, 3)):
            pr = s.agent_progress(ms)
            g.truth.edges["agent_progress_only"] = g.truth.edges.get("agent_progress_only", 0) + 1
    s.write(opt["edges"])
    # resumed session: a new file that starts with a copy of the old history
    if r.random() < .06 and len(s.out) > 6 and not s.gateway:
        nid = uuid(r)
        n = Session(g, r, os.path.join(base, nid + ".jsonl"), nid, cwd, s.version)
        cut = r.randrange(2, len(s.out) // 2 + 1) * 2
        rewrite = r.random() < .5
        for k in range(0, min(cut, len(s.out)) - 1, 2):
            b = s.out[k]
            if rewrite:
                b = b.replace(sid.encode(), nid.encode())
            n.emit(b, usage=b'"usage":{' in b)
        g.truth.edges["resumed_copy"] = g.truth.edges.get("resumed_copy", 0) + 1
        rm = min(ms + r.randint(60_000, 7_200_000), opt["end"])
        n.model = s.model
        for _ in range(r.randint(1, 6)):
            n.user_text(rm)
            rm, due = n.request(rm + 900)
            for tid, kind in due:
                n.tool_result(rm + 500, tid, kind)
            rm += r.randint(1000, 60000)
        n.write(opt["edges"])
    # /btw side question: replays parent's messages under new request ids, more cache read
    if r.random() < .04 and main_pending and not s.gateway:
        shift = 0 if r.random() < .75 or not opt["edges"] else 10
        g.truth.edges["btw_same_time" if not shift else "btw_other_time"] = g.truth.edges.get("btw_same_time" if not shift else "btw_other_time", 0) + 1
        aid = "aside_question-" + hexs(r, 6)
        f = Session(g, r, os.path.join(base, sid, "subagents", "agent-%s.jsonl" % aid), sid, cwd, s.version, True, aid)
        for mid, rid, key, u, a, b in r.sample(main_pending, min(3, len(main_pending))):
            u2 = dict(u)
            u2["cr"] = u["cr"] + 50000
            f.emit(f.assistant_line(b + shift, key.replace("-fast", "").encode(), mid, rid[:-4] + b"side", f.block("text")[0], b'"end_turn"', f.usage_json(u2, u2["o"])), usage=True)
        g.truth.edges["btw_replay"] = g.truth.edges.get("btw_replay", 0) + 1
        f.request(ms + 5000)
        f.write(opt["edges"])
    for mid, rid, key, u, a, b in g.pending:
        g.truth.add(b, key, u)
        if a // 86400000 != b // 86400000:
            g.truth.edges["request_over_midnight"] = g.truth.edges.get("request_over_midnight", 0) + 1
    return g.truth


def parse_size(s):
    return int(float(s[:-1]) * {"k": 1e3, "m": 1e6, "g": 1e9}[s[-1].lower()]) if s[-1].isalpha() else int(s)


def interp(p):
    for (a, x), (b, y) in zip(QUANTILES, QUANTILES[1:]):
        if p <= b:
            return x + (y - x) * (p - a) / (b - a)
    return QUANTILES[-1][1]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out")
    ap.add_argument("--size", default="50M")
    ap.add_argument("--projects", type=int, default=24)
    ap.add_argument("--days", type=int, default=90)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--traps", type=float, default=0.003)
    ap.add_argument("--edges", type=int, default=1)
    ap.add_argument("--bloat", type=float, default=0.0, help="share of sessions whose progress lines repeat the whole history")
    ap.add_argument("--end", default="2026-11-20T18:00:00Z")
    ap.add_argument("--jobs", type=int, default=2)
    ap.add_argument("--max-file", default="90M", help="cap of one session file")
    o = ap.parse_args()
    size = parse_size(o.size)
    end = int(datetime.fromisoformat(o.end.replace("Z", "+00:00")).timestamp() * 1000)
    r = random.Random(o.seed)
    names = ["tray", "scanner", "web-app", "infra", "notes", "game", "über-tool", "data_pipeline", "docs.site", "kernel"]
    projects = []
    for k in range(o.projects):
        cwd = "/home/dev/%s%s" % (r.choice(names), "" if k < 4 else "-%d" % k)
        projects.append(("".join(ch if ch.isalnum() and ord(ch) < 128 else "-" for ch in cwd), cwd))
    opt = dict(seed=o.seed, out=o.out, projects=projects, days=o.days, traps=o.traps, edges=o.edges, end=end, bloat=o.bloat)
    os.makedirs(os.path.join(o.out, "projects"), exist_ok=True)
    cap = min(parse_size(o.max_file), max(size // 6, 20000))
    # stratified, seeded order; about 15 % of the bytes land in sub-agents and copies
    work, total, idx = [], 0, 0
    budget = size / 1.36
    nfam = max(3, int(budget / SIZE_MEAN))
    ps = [(k + .5) / nfam for k in range(nfam)]
    r.shuffle(ps)
    for p in ps:
        t = int(min(interp(p), cap))
        if total + t > budget * 1.02:
            continue
        work.append((opt, idx, t))
        total += t
        idx += 1
    while total < budget:
        t = int(min(interp(r.random() * .95), cap, budget - total + 5000))
        work.append((opt, idx, t))
        total += t
        idx += 1
    work.sort(key=lambda w: -w[2])
    T = Truth()
    if o.jobs > 1:
        with Pool(o.jobs) as p:
            for t in p.imap_unordered(family, work, chunksize=1):
                T.merge(t)
    else:
        for w in work:
            T.merge(family(w))
    tot = [0] * 6
    for ms in T.days.values():
        for row in ms.values():
            for k in range(6):
                tot[k] += row[k]
    truth = {
        "options": vars(o), "files": T.files, "bytes": T.bytes, "lines": T.lines,
        "usage_lines": T.usage_lines, "usage_bytes": T.usage_bytes,
        "requests": T.requests, "trap_requests": T.trap_requests,
        "columns": ["requests", "input", "output", "cache_5m", "cache_1h", "cache_read"],
        "totals": tot, "progress_only": T.progress_only, "traps": dict(sorted(T.traps.items())), "edges": dict(sorted(T.edges.items())),
        "days_utc": {d: dict(sorted(m.items())) for d, m in sorted(T.days.items())},
    }
    with open(os.path.join(o.out, "truth.json"), "w") as f:
        json.dump(truth, f, indent=1, ensure_ascii=False)
    print(json.dumps({k: truth[k] for k in ("files", "bytes", "lines", "usage_lines", "usage_bytes", "requests", "trap_requests", "totals", "edges")}))


if __name__ == "__main__":
    main()
