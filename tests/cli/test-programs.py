#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`sandglass` is one command, whichever of its programs does the work, and each loads only what it needs."""

import os
import shutil
import subprocess

from home import SANDGLASS, Home
from stage import tap

# Runs a command where /.flatpak-info is there, as inside a Flatpak.
FLATPAK = '''cd "$1" && mkdir root && shift
for name in $(ls /); do
  if [ -L "/$name" ]; then cp -P "/$name" root/
  elif [ -d "/$name" ]; then mkdir "root/$name" && mount --rbind "/$name" "root/$name"
  fi
done
: >root/.flatpak-info
exec chroot root "$@"'''


def loaded(program):
    return subprocess.run(['ldd', os.path.join(os.path.dirname(SANDGLASS), program)], capture_output=True, check=True, text=True,
                          env={**os.environ, 'LD_PRELOAD': ''}).stdout


def the_front_loads_the_c_library_alone(_home):
    libraries = loaded('sandglass')
    assert 'libc.so' in libraries
    for name in ('glib', 'gio', 'soup', 'secret', 'sqlite'):
        assert name not in libraries, libraries


def only_the_reader_loads_network_and_keyring(_home):
    for name in ('libsoup', 'libsecret'):
        assert name not in loaded('sandglass-cli')
        assert name in loaded('sandglass-reader')


def every_command_is_found(home):
    text = home.run('--help').text
    for name in ('status', 'watch', 'guard', 'report', 'doctor', 'key', 'setup', 'statusline', 'scan'):
        assert f'\n  {name} ' in text, text
    assert home.last.returncode == 0
    assert home.run('help').text == text and home.run('-h').text == text
    assert home.run('--version').text.startswith('sandglass ')


def words_pass_unchanged(home):
    assert home.run('key', 'set', 'neither').returncode == 2
    assert home.last.stderr.startswith(b'sandglass key: ')
    assert home.run('status', 'so').returncode == 2
    assert home.run('x y').returncode == 2
    assert 'x y'.encode() in home.last.stderr
    assert home.run('doctor').returncode == 0 and not home.last.stderr, home.last


def without_the_environment_they_find_one_another(home):
    environment = {name: value for name, value in home.environment.items() if name != 'SANDGLASS_LIBEXECDIR'}
    for words in (['--version'], ['status', '--json']):
        ran = subprocess.run([SANDGLASS, *words], capture_output=True, check=False, env=environment)
        assert ran.returncode == 0 and ran.stdout, ran


def a_front_alone_says_what_is_missing(home):
    alone = home.path('alone')
    shutil.copy(SANDGLASS, alone)
    ran = subprocess.run([alone, 'status'], capture_output=True, check=False, env={**home.environment, 'SANDGLASS_LIBEXECDIR': '/nowhere'})
    if ran.returncode != 0:  # where Sandglass is installed the installed one answers
        assert ran.returncode == 1 and b'sandglass-cli: ' in ran.stderr, ran


def in_a_flatpak(home, *words):
    folder = home.path('flatpak')
    os.mkdir(folder)
    ran = subprocess.run(['unshare', '--user', '--map-root-user', '--mount', 'sh', '-ec', FLATPAK, 'sh', folder, SANDGLASS, *words],
                         capture_output=True, check=False, text=True, env=home.environment)
    shutil.rmtree(folder)
    return ran


def a_flatpak_prints_what_to_do(home):
    try:
        subprocess.run(['unshare', '--user', '--map-root-user', '--mount', 'true'], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return  # no namespaces here
    settings = '{"statusLine":{"type":"command","command":"mine"}}'
    home.write(home.settings, settings)
    for words in (['--yes'], []):
        ran = in_a_flatpak(home, 'setup', 'statusline', *words)
        assert ran.returncode == 0, ran
        assert '"command": "flatpak run --command=sandglass io.github.sandglass.Sandglass statusline"' in ran.stdout, ran
    assert 'out of ~/.claude/settings.json' in in_a_flatpak(home, 'setup', 'statusline', '--undo', '--yes').stdout
    assert home.read(home.settings) == settings, 'nothing is changed from inside'
    assert os.listdir(os.path.dirname(home.settings)) == ['settings.json']


def a_damaged_ledger_is_said_and_the_folder_is_ours_alone(home):
    home.write(home.path('.claude', 'projects', '-p', 'a.jsonl'), '')
    assert home.run('status').returncode in (0, 20), home.last
    folder = home.path('state', 'sandglass')
    with open(os.path.join(folder, 'ledger.db'), 'r+b') as ledger:
        ledger.write(b'no database' * 300)
    os.chmod(folder, 0o755)
    assert b'The ledger was damaged' in home.run('status').stderr, home.last
    assert os.stat(folder).st_mode & 0o777 == 0o700
    assert 'ledger.db.damaged-1' in home.run('doctor').text and 'was begun anew' in home.last.text, home.last
    home.empty()


def in_a_flatpak_the_doctor_says_what_it_cannot_see(home):
    try:
        subprocess.run(['unshare', '--user', '--map-root-user', '--mount', 'true'], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return  # no namespaces here
    shutil.rmtree(home.path('.claude'), ignore_errors=True)
    text = in_a_flatpak(home, 'doctor').stdout
    assert '→ flatpak override --user --filesystem=~/.claude:ro io.github.sandglass.Sandglass' in text, text
    os.mkdir(home.path('.claude'))
    os.symlink('../elsewhere', home.path('.claude', 'projects'))
    text = in_a_flatpak(home, 'doctor').stdout
    assert '→ flatpak override --user --filesystem=~/elsewhere:ro io.github.sandglass.Sandglass' in text, text
    assert 'flatpak' not in home.run('doctor').text, 'nothing of it outside'


if __name__ == '__main__':
    tap.run([
        the_front_loads_the_c_library_alone, only_the_reader_loads_network_and_keyring, every_command_is_found, words_pass_unchanged,
        without_the_environment_they_find_one_another, a_front_alone_says_what_is_missing, a_flatpak_prints_what_to_do,
        a_damaged_ledger_is_said_and_the_folder_is_ours_alone,
        in_a_flatpak_the_doctor_says_what_it_cannot_see,
    ], Home())
