from kzstance.cli import main

main()
