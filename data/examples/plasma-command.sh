#!/bin/sh
# For Command Output, a widget of KDE Plasma, which shows what a command prints.
exec sandglass status --template 'Claude {used} until {reset}'
