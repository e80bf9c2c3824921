# Completion for bash: eval "$(global-lock completion)", or save it in a directory that bash-completion reads.
_global_lock() {
    local current=${COMP_WORDS[COMP_CWORD]} words=() i file options
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        --) return ;; # the command's own words
        @VALUED@) ((i++)) ;;
        -*) ;;
        *) words+=("${COMP_WORDS[i]}") ;;
        esac
    done
    local locks=()
    for file in /dev/shm/sem.*; do
        [[ -e $file ]] && locks+=("${file#/dev/shm/sem.}")
    done
    if [[ $current == -* ]]; then
        case ${words[1]:-${words[0]:-}} in
        @OPTIONS@
        *) options='-h --help -V --version' ;;
        esac
        COMPREPLY=($(compgen -W "$options" -- "$current"))
    elif ((${#words[@]} == 0)); then
        COMPREPLY=($(compgen -W "${locks[*]} list top doctor reap create completion help" -- "$current"))
    elif [[ ${words[0]} == reap ]] || { ((${#words[@]} == 1)) && [[ ${words[0]} == doctor ]]; }; then
        COMPREPLY=($(compgen -W "${locks[*]}" -- "$current"))
    elif ((${#words[@]} == 1)); then
        COMPREPLY=($(compgen -W 'get unget state trace run' -- "$current"))
    elif [[ ${words[1]} == run ]]; then
        COMPREPLY=(--)
    fi
}
complete -F _global_lock global-lock
