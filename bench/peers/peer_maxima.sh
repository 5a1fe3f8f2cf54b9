#!/bin/sh
# peer_maxima.sh CMD ARGS -> maxima function call
D=$(dirname "$0"); c=$1; shift
case $c in
 version) maxima --version | sed 's/Maxima \(.*\)/{"version":"\1 (GCL)"}/'; exit;;
 w1) exec maxima --very-quiet -r "ratsimp(diff($1,z)); quit();";;
 w2) x="w2(\"$1\")";;
 w3) x="w3(\"$1\",\"$2\",$3,$4)";;
 w4) x="w4(\"$1\",$2,\"$3\",\"$4\")";;
 w5) x="w5(\"$1\",$2)";;
 w6) x="w6(\"$1\",$2)";;
 w7) x="w7(\"$1\",$2)";;
esac
exec maxima --very-quiet -r "load(\"$D/peer_maxima.mac\")\$ $x\$ quit();"
