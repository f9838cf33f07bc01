// Tests of faults run beside each other: they are processes that wait, most of the time. All others run one
// by one.
[assembly: LevelOfParallelism(4)]
