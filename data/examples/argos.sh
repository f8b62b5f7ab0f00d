#!/bin/sh
# For Argos, a GNOME Shell extension: the first line is the top bar's, what follows --- is its menu.
sandglass status --template 'Claude {used}'
echo ---
sandglass status --template 'Five hours: {session}'
sandglass status --template 'Week: {week}, until {week-reset}'
sandglass status --template 'Today: {today}'
echo "Open Sandglass | bash='sandglass show' terminal=false"
