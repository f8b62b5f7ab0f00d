# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion of sandglass

_sandglass()
{
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} before="" words=""
  local limits='session weekly' report="" word

  # --limit=WORD comes in three words, or in one where = is taken out of COMP_WORDBREAKS.
  if [[ $current == --*=* ]]; then
    before=${current%%=*}= previous=${current%%=*} current=${current#*=}
  elif [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi

  # What follows -- is another command's.
  if [[ $command == guard && " ${COMP_WORDS[*]:2:COMP_CWORD-2} " == *' -- '* ]]; then
    declare -F _command_offset >/dev/null || return 0
    local offset=2
    while [[ ${COMP_WORDS[offset]} != -- ]]; do ((offset++)); done
    _command_offset $((offset + 1))
    return
  fi

  # Each report has options of its own.
  for word in "${COMP_WORDS[@]:2:COMP_CWORD > 2 ? COMP_CWORD - 2 : 0}"; do
    case $word in daily | weekly | monthly | session | blocks | console | team) report=${report:-$word} ;; esac
  done

  if ((COMP_CWORD == 1)); then
    words='status watch guard report scan ingest export replay show refresh quit doctor key alerts setup statusline --version --help'
  else
    case $command:$previous in
      status:--limit | watch:--limit | status:-l | watch:-l) words="$limits tightest" ;;
      guard:--limit | guard:-l) words=$limits ;;
      report:--order | report:-o) words='asc desc' ;;
      report:--token-limit | report:-t) words='max' ;;
      *:--template | *:-t | *:--max | *:-m | *:--profile | *:--otlp | *:--days | *:--speed) return 0 ;;
      report:--since | report:-s | report:--until | report:-u | report:--timezone | report:-z | report:--project | report:-p) return 0 ;;
      report:--limit | report:-n) return 0 ;;
      status:--mode) words='auto code console' ;;
      key:key) words='set clear status move --help' ;;
      report:--sort) words='cost sessions commits lines acceptance' ;;
      report:--group-by | report:-g) words='day model workspace api-key service-tier cost-type token-type' ;;
      export:--history) words='csv json' ;;
      key:set | key:clear | key:status) words='admin api webhook' ;;
      key:move) words='admin' ;;
      alerts:alerts) words='test --help' ;;
      alerts:test) words='desktop command webhook' ;;
      setup:setup) words='statusline telemetry --help' ;;
      setup:statusline | setup:--*) words='--check --yes --undo --help' ;;
      status:*) words='--json --waybar --i3blocks --polybar --tmux --template --limit --profile --mode --exit-code --help' ;;
      watch:*) words='--json --waybar --i3blocks --polybar --tmux --template --limit --profile --help' ;;
      guard:*) words='--max --limit --profile --unknown-ok --help --' ;;
      report:*)
        case $report in
          daily | weekly | monthly) words='--json --since --until --timezone --project --profile --instances --breakdown --order --help' ;;
          session) words='--json --since --until --timezone --project --profile --breakdown --order --help' ;;
          blocks) words='--json --since --until --timezone --project --profile --breakdown --order --token-limit --active --recent --help' ;;
          console) words='--group-by --since --until --json --csv --reconcile --offline --help' ;;
          team) words='--since --until --sort --limit --json --csv --help' ;;
          *)
            words='daily weekly monthly session blocks console team --json --since --until --timezone --project --profile --instances --breakdown
              --order --token-limit --active --recent --group-by --csv --sort --limit --reconcile --offline --help'
            ;;
        esac
        ;;
      scan:*) words='--rebuild --json --help' ;;
      ingest:*) words='--all --json --tee --help' ;;
      replay:*) words='--speed --help' ;;
      show:* | refresh:* | quit:* | doctor:* | statusline:*) words='--help' ;;
      export:*) words='--otlp --insecure --prometheus --history --days --help' ;;
    esac
  fi

  mapfile -t COMPREPLY < <(compgen -P "$before" -W "$words" -- "$current")
  if [[ ($command == ingest || $command == replay || $command == export) && $current != -* && $previous != --history ]]; then
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current")
  fi
}

complete -F _sandglass sandglass
