"""What makes files of this repository out of others: the manual out of the commands, the recording out of real output."""
